using Workflow.Compiled;

namespace Digits;

/// <summary>Trains a network and saves it.</summary>
internal static class Training
{
    public static void Run(Options options, DigitSource source, Dataset test)
    {
        using var train = new DataLoader(source.Train(), options.Batch, shuffle: true, seed: options.Seed);
        using var validation = new DataLoader(test, Math.Min(options.Batch, test.Count));
        Console.WriteLine($"{source.Description}: {train.SampleCount} to learn from, {test.Count} to test with");

        var model = options.Model.Create(options.Seed);
        var trainer = new Trainer(model, new CrossEntropyLoss(), new Adam(model.Parameters, learningRate: 1e-3f));
        trainer.Fit(train, validation, options.Epochs, new ConsoleProgress());
        model.Save(options.Save);
        Console.WriteLine($"saved to {options.Save}");
    }
}
