namespace Workflow.Compiled.Tests;

public sealed class TrainerTests
{
    private readonly SmallNet _model = new() { Seed = 1 };
    private readonly CrossEntropyLoss _criterion = new();

    private Trainer Trainer => field ??= new Trainer(_model, _criterion, new Adam(_model.Parameters, learningRate: 0.02));

    [Fact]
    public void FitLearnsAndTellsEachEpoch()
    {
        using var train = new DataLoader(Clusters.Create(200), batchSize: 16, shuffle: true, seed: 1);
        using var validation = new DataLoader(Clusters.Create(50, seed: 2), batchSize: 16);
        var reports = new Reports();
        var history = Trainer.Fit(train, validation, epochs: 5, reports);

        Assert.Equal([1, 2, 3, 4, 5], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.True(history.Last.Train.Loss < history.Epochs[0].Train.Loss);
        Assert.True(history.Last.Validation!.Metrics["accuracy"] > 0.95, history.Last.Validation.ToString());
        Assert.Equal((200, 50), (history.Last.Train.Samples, history.Last.Validation.Samples));
        Assert.Equal(5 * (13 + 1), reports.All.Count);
        Assert.Equal((1, 5, 1, 13), (reports.All[0].Epoch, reports.All[0].Epochs, reports.All[0].Step, reports.All[0].Steps));
        Assert.Same(history.Epochs[0], reports.All[13].Result);
    }

    [Fact]
    public void FitIsTheLoopThatAUserWrites()
    {
        using var train = new DataLoader(Clusters.Create(50), batchSize: 16, shuffle: true, seed: 1);
        Trainer.Fit(train, epochs: 2);

        var byHand = new SmallNet { Seed = 1 };
        var optimizer = new Adam(byHand.Parameters, learningRate: 0.02);
        var pass = byHand.CreateTrainingPass(16);
        train.Epoch = 0;
        for (var epoch = 0; epoch < 2; epoch++)
        {
            foreach (var batch in train)
            {
                _criterion.Forward(pass.Forward(batch.Inputs), batch.Targets, pass.OutputGradient);
                pass.Backward();
                optimizer.Step(pass.Gradients);
            }
        }

        Assert.Equal(byHand.Parameters.Flat.ToArray(), _model.Parameters.Flat.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void WeightsDoNotDependOnTheNumberOfWorkers(int workers)
    {
        using var alone = new DataLoader(Clusters.Create(50), batchSize: 8, shuffle: true, seed: 1);
        Trainer.Fit(alone);
        var helped = new SmallNet { Seed = 1 };
        using var train = new DataLoader(Clusters.Create(50), batchSize: 8, shuffle: true, seed: 1, workers: workers);
        new Trainer(helped, _criterion, new Adam(helped.Parameters, learningRate: 0.02)).Fit(train);
        Assert.Equal(_model.Parameters.Flat.ToArray(), helped.Parameters.Flat.ToArray());
    }

    [Fact]
    public void AShortLastBatchCountsForItsSamples()
    {
        var data = Clusters.Create(10);
        using var inOne = new DataLoader(data, batchSize: 10);
        using var inParts = new DataLoader(data, batchSize: 4);
        var (whole, parts) = (Trainer.Evaluate(inOne), Trainer.Evaluate(inParts));
        Assert.Equal(whole.Loss, parts.Loss, 5);
        Assert.Equal(whole.Metrics["accuracy"], parts.Metrics["accuracy"]);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        // Epochs of different length differ in steps only: so do their allocations, if a step allocates.
        using var few = new DataLoader(Clusters.Create(64), batchSize: 8);
        using var many = new DataLoader(Clusters.Create(640), batchSize: 8);
        Trainer.Fit(few);
        Trainer.Fit(many);
        Assert.Equal(Allocated(() => Trainer.Fit(few)), Allocated(() => Trainer.Fit(many)));
        Trainer.Evaluate(few);
        Assert.Equal(Allocated(() => Trainer.Evaluate(few)), Allocated(() => Trainer.Evaluate(many)));
    }

    [Fact]
    public void CancellationLeavesTheModelAsTheLastStepLeftIt()
    {
        using var train = new DataLoader(Clusters.Create(80), batchSize: 8);
        using var cancellation = new CancellationTokenSource();
        var (last, steps) = (Array.Empty<float>(), 0);
        var progress = new Reports(report =>
        {
            last = _model.Parameters.Flat.ToArray();
            steps = report.Step;
            if (steps == 4)
                cancellation.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => Trainer.Fit(train, progress: progress, cancellationToken: cancellation.Token));
        Assert.Equal(4, steps);
        Assert.Equal(last, _model.Parameters.Flat.ToArray());
        Assert.Single(Trainer.Fit(train).Epochs);
    }

    [Fact]
    public void ANonFiniteLossStopsBeforeTheWeightsChange()
    {
        var inputs = Values.Random([32, 6]);
        inputs.Span[20 * 6] = float.NaN;
        using var train = new DataLoader(new ArrayDataset(inputs, new IndexTensor([32]), 3, allowNonFinite: true), batchSize: 8);
        var last = Array.Empty<float>();
        var progress = new Reports(_ => last = _model.Parameters.Flat.ToArray());
        var failure = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(train, progress: progress));

        Assert.Equal((1, 3, "hidden.weight"), (failure.Epoch, failure.Step, failure.TensorName));
        Assert.Equal("training diverged in epoch 1, step 3: the loss is NaN; the first tensor that is not finite is the gradient of hidden.weight", failure.Message);
        Assert.Equal(last, _model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void ANonFiniteParameterIsNamed()
    {
        _model.Parameters["output.bias"].Span[1] = float.PositiveInfinity;
        using var train = new DataLoader(Clusters.Create(8), batchSize: 8);
        var failure = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(train));
        Assert.EndsWith("the first tensor that is not finite is the parameter output.bias", failure.Message);
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Reports(Action<TrainingProgress>? then = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            All.Add(value);
            then?.Invoke(value);
        }
    }
}
