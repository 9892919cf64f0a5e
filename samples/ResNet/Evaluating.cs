using Workflow.Compiled;

namespace ResNet;

/// <summary>Measures a network on images that it has not seen.</summary>
internal static class Evaluating
{
    private const int BatchSize = 100;

    public static void Run(Module model, Dataset test, ImageSource source)
    {
        var confusion = new ConfusionMatrix(ImageSource.ClassCount);
        using var loader = new DataLoader(test, BatchSize);
        foreach (var batch in loader)
            confusion.Add(model.Predict(batch.Inputs), batch.Targets);

        Console.WriteLine();
        Console.WriteLine($"{test.Count} test images: {source.Description}");
        Console.WriteLine(string.Join(", ", source.ClassNames.Select((name, number) => $"{number} {name}")));
        Console.WriteLine(confusion);
        Console.WriteLine(FormattableString.Invariant($"test accuracy {confusion.Value:F4}"));
    }
}
