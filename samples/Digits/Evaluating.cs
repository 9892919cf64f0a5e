using Workflow.Compiled;

namespace Digits;

/// <summary>Measures a network on digits that it has not seen, and shows what it says about a few of them.</summary>
internal static class Evaluating
{
    private const int BatchSize = 250;
    private const int ShownDigits = 4;

    public static void Run(Module model, Dataset test, string description)
    {
        var confusion = new ConfusionMatrix(DigitSource.ClassCount);
        using var loader = new DataLoader(test, BatchSize);
        foreach (var batch in loader)
            confusion.Add(model.Predict(batch.Inputs), batch.Targets);

        Console.WriteLine();
        Console.WriteLine($"{test.Count} test digits: {description}");
        Console.WriteLine(confusion);
        PredictionReport.Write(Console.Out, model, new Subset(test, [.. Enumerable.Range(0, Math.Min(ShownDigits, test.Count))]));
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"test accuracy {confusion.Value:F4}"));
    }
}
