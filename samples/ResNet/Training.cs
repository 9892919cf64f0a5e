using Workflow.Compiled;

namespace ResNet;

/// <summary>Trains a network and saves it.</summary>
internal static class Training
{
    public static void Run(Options options, Module model, ImageSource source, Dataset test)
    {
        using var train = new DataLoader(source.Train(), options.Batch, shuffle: true, seed: options.Seed);
        using var validation = new DataLoader(test, Math.Min(options.Batch, test.Count));
        Console.WriteLine($"{source.Description}: {train.SampleCount} to learn from, {test.Count} to test with; {model.Parameters.Sum(parameter => parameter.Shape.ElementCount)} parameters");

        var optimizer = new Sgd(model.Parameters, momentum: 0.9, weightDecay: 5e-4, nesterov: true);
        var schedule = new OneCycleLR(optimizer, options.Rate, train.BatchCount * options.Epochs);
        var curve = new LossCurve(optimizer, new ConsoleProgress());
        var trainer = new Trainer(model, new CrossEntropyLoss(), optimizer, scheduler: schedule);
        trainer.Fit(train, validation, options.Epochs, curve);
        Console.WriteLine();
        Console.Write(curve);
        model.Save(options.Save);
        Console.WriteLine($"saved to {options.Save}");
    }
}
