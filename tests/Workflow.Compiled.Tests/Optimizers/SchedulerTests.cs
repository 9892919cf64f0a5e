namespace Workflow.Compiled.Tests;

/// <summary>What the comparison with libtorch leaves over: groups, ends, bad arguments, and the trainer's part.</summary>
public class SchedulerTests
{
    private readonly SmallNet _model = new() { Seed = 2 };

    [Fact]
    public void GroupsWithRatesOfTheirOwnKeepTheirShare()
    {
        var (first, rest) = (_model.Parameters.First(), _model.Parameters.Skip(1));
        var optimizer = new Sgd([new ParameterGroup(first) { LearningRate = 8 }, new ParameterGroup(rest)], learningRate: 2);
        var scheduler = new MultiStepLR(optimizer, [1, 3], gamma: 0.5);
        foreach (var factor in new[] { 1, 0.5, 0.5, 0.25 })
        {
            Assert.Equal((2 * factor, 8 * factor, null), (optimizer.LearningRate, optimizer.Groups[0].LearningRate, optimizer.Groups[1].LearningRate));
            scheduler.Step();
        }
    }

    [Fact]
    public void AMilestoneThatStandsTwiceCountsTwice()
    {
        var optimizer = new Sgd(_model.Parameters, learningRate: 1);
        new MultiStepLR(optimizer, [1, 1], gamma: 0.5).Step();
        Assert.Equal(0.25, optimizer.LearningRate);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(1.0)]
    public void ACycleEndsAfterItsSteps(double warmup)
    {
        var optimizer = new Sgd(_model.Parameters, momentum: 0.9);
        var scheduler = new OneCycleLR(optimizer, 1, totalSteps: 10, warmup);
        for (var step = 0; step < 10; step++)
        {
            Assert.InRange(optimizer.LearningRate, 0, 1);
            scheduler.Step();
        }

        Assert.Contains("the cycle has 10 steps and is over", Assert.Throws<InvalidOperationException>(scheduler.Step).Message, StringComparison.Ordinal);
        Assert.Equal(10, scheduler.StepCount);
    }

    [Fact]
    public void BadArgumentsChangeNothing()
    {
        var optimizer = new Sgd(_model.Parameters, learningRate: 0.125);
        Assert.Contains("pass cycleMomentum: false", Assert.Throws<ArgumentException>(() => new OneCycleLR(optimizer, 1, 10)).Message, StringComparison.Ordinal);
        Action[] wrong =
        [
            () => _ = new OneCycleLR(optimizer, 1, 0, cycleMomentum: false),
            () => _ = new OneCycleLR(optimizer, double.NaN, 10, cycleMomentum: false),
            () => _ = new OneCycleLR(optimizer, 1, 10, warmup: 1.5, cycleMomentum: false),
            () => _ = new OneCycleLR(optimizer, 1, 10, divFactor: 0, cycleMomentum: false),
            () => _ = new OneCycleLR(optimizer, 1, 10, strategy: (AnnealStrategy)5, cycleMomentum: false),
            () => _ = new CosineAnnealingLR(optimizer, 0),
            () => _ = new CosineAnnealingLR(optimizer, 5, minimum: -1),
            () => _ = new MultiStepLR(optimizer, [3, -1]),
            () => _ = new MultiStepLR(optimizer, [3], gamma: double.NaN),
        ];
        Assert.All(wrong, create => Assert.Throws<ArgumentOutOfRangeException>(create));
        Assert.Equal(0.125, optimizer.LearningRate);
    }

    [Fact]
    public void ATrainerAdvancesItsScheduleAfterEveryStep()
    {
        using var loader = new DataLoader(Clusters.Create(count: 40, seed: 1), batchSize: 8);
        var optimizer = new Sgd(_model.Parameters, learningRate: 1);
        var scheduler = new MultiStepLR(optimizer, [9], gamma: 0.5);
        new Trainer(_model, new CrossEntropyLoss(), optimizer, scheduler: scheduler).Fit(loader, epochs: 2);
        Assert.Equal((10, 0.5), (scheduler.StepCount, optimizer.LearningRate));
    }
}
