using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>The operator table as test cases: a number, and a text for the reader.</summary>
public static class OperatorData
{
    public static TheoryData<int, string> Samples => Number(OperatorTable.Samples.Select(sample => $"{sample.Operator}: {sample}"));

    public static TheoryData<int, string> SmoothSamples
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (index, sample) in OperatorTable.Samples.Index().Where(numbered => numbered.Item.IsSmooth))
                data.Add(index, $"{sample.Operator}: {sample}");
            return data;
        }
    }

    public static TheoryData<int, string> Bad => Number(OperatorTable.Bad.Select(bad => $"{bad.Operator}: {bad}"));

    private static TheoryData<int, string> Number(IEnumerable<string> texts)
    {
        var data = new TheoryData<int, string>();
        foreach (var (index, text) in texts.Index())
            data.Add(index, text);
        return data;
    }
}
