using Digits;
using Xunit.Abstractions;

namespace Workflow.Compiled.Tests;

public sealed class DrawnDigitsLearningTests(ITestOutputHelper log)
{
    [Fact]
    public void ALinearModelStaysClearlyBelowTheNetwork()
    {
        var linear = AccuracyOf(new LinearDigits { Seed = 1 });
        var network = AccuracyOf(new DigitsMlp { Seed = 1 });
        log.WriteLine(FormattableString.Invariant($"linear {linear:F4}, network {network:F4}"));
        Assert.InRange(network, 0.93, 1);
        Assert.InRange(linear, 0.5, network - 0.1);
    }

    private static double AccuracyOf(Module model)
    {
        using var train = new DataLoader(DrawnDigits.Draw(10_000, 1, DrawnDigits.TrainSet, [784]), shuffle: true, seed: 1);
        using var test = new DataLoader(DrawnDigits.Draw(1_000, 1, DrawnDigits.TestSet, [784]));
        var trainer = new Trainer(model, new CrossEntropyLoss(), new Adam(model.Parameters, learningRate: 1e-3));
        trainer.Fit(train, epochs: 6);
        return trainer.Evaluate(test).Metrics["accuracy"];
    }
}
