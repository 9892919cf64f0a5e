using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>The operator table as test cases: a number, and a text for the reader.</summary>
public static class OperatorData
{
    public static TheoryData<int, string> Samples => Number(OperatorTable.Samples.Select(sample => $"{sample.Operator}: {sample}"));

    public static TheoryData<int, string> CompiledSamples => Choose(OperatorTable.Samples, sample => sample.IsCompiled, sample => $"{sample.Operator}: {sample}");

    public static TheoryData<int, string> CompiledBad => Choose(OperatorTable.Bad, bad => bad.IsCompiled, bad => $"{bad.Operator}: {bad}");

    public static TheoryData<int, string> SmoothSamples =>
        Choose(OperatorTable.Samples, sample => sample.IsCompiled && sample.IsSmooth, sample => $"{sample.Operator}: {sample}");

    public static TheoryData<int, string> Bad => Number(OperatorTable.Bad.Select(bad => $"{bad.Operator}: {bad}"));

    private static TheoryData<int, string> Number(IEnumerable<string> texts)
    {
        var data = new TheoryData<int, string>();
        foreach (var (index, text) in texts.Index())
            data.Add(index, text);
        return data;
    }

    private static TheoryData<int, string> Choose<T>(IEnumerable<T> table, Func<T, bool> isChosen, Func<T, string> text)
    {
        var data = new TheoryData<int, string>();
        foreach (var (index, item) in table.Index().Where(numbered => isChosen(numbered.Item)))
            data.Add(index, text(item));
        return data;
    }
}
