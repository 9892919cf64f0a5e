using Digits;
using ResNet;
using Workflow.Compiled.Kernels;
using Workflow.Compiled.Kernels.Tests;
using Workflow.Compiled.Programs;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Tests that change or watch the worker pool, which is one for the process: they run when no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class AloneCollection
{
    public const string Name = "alone";
}

/// <summary>One seed gives one set of weights, bit by bit, whatever computes them and whatever loads the data; and nothing is allocated.</summary>
[Collection(AloneCollection.Name)]
public class DeterminismTests
{
    private const int SampleCount = 500, BatchSize = 64;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 4)]
    [InlineData(2, 0)]
    [InlineData(2, 2)]
    public void Weights_after_an_epoch_do_not_depend_on_threads_or_workers(int threads, int workers) =>
        Assert.Equal(WeightsAfterAnEpoch(threads: 1, workers: 0), WeightsAfterAnEpoch(threads, workers));

    [Fact]
    public void A_training_step_allocates_nothing()
    {
        var session = new TrainingSession(new DigitsMlp(), BatchSize);
        var batch = new Batch(new Tensor(TorchTensors.Random(BatchSize * 784, seed: 1), [BatchSize, 784]), new IndexTensor([BatchSize]));

        Assert.True(Allocations.AreNone(() => session.Step(batch)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_of_networks_for_images_do_not_depend_on_threads_and_steps_allocate_nothing(bool isDeep)
    {
        var expected = WeightsAfterSteps(isDeep, threads: 1);
        Assert.Equal(expected, WeightsAfterSteps(isDeep, threads: 2));
        Assert.All(expected, weight => Assert.True(float.IsFinite(weight)));
    }

    [Fact]
    public void A_prediction_into_spans_allocates_nothing()
    {
        var model = new DigitsMlp();
        float[] image = TorchTensors.Random(784, seed: 1), scores = new float[10];

        Assert.True(Allocations.AreNone(() => model.Predict(image, scores)));
    }

    private static float[] WeightsAfterAnEpoch(int threads, int workers)
    {
        var threadsBefore = WorkerPool.Threads;
        WorkerPool.Threads = threads;
        try
        {
            using var loader = new DataLoader(MakeDataset(), BatchSize, shuffle: true, seed: 8, workers: workers);
            var model = new DigitsMlp { Seed = 5 };
            var session = new TrainingSession(model, BatchSize);
            foreach (var batch in loader)
                session.Step(batch);
            return model.Parameters.Flat.ToArray();
        }
        finally
        {
            WorkerPool.Threads = threadsBefore;
        }
    }

    private static float[] WeightsAfterSteps(bool isDeep, int threads)
    {
        var threadsBefore = WorkerPool.Threads;
        WorkerPool.Threads = threads;
        try
        {
            Module model = isDeep ? new ResNet18(width: 8) { Seed = 5 } : new DigitsCnn { Seed = 5 };
            Shape images = isDeep ? [BatchSize, 3, 32, 32] : [BatchSize, 1, 28, 28];
            var session = new TrainingSession(model, BatchSize);
            var batch = new Batch(new Tensor(TorchTensors.Random(images.ElementCount, seed: 1), images), new IndexTensor([BatchSize]));
            for (var step = 0; step < 4; step++)
                session.Step(batch);
            var weights = model.Parameters.Flat.ToArray();
            Assert.True(Allocations.AreNone(() => session.Step(batch)));
            return weights;
        }
        finally
        {
            WorkerPool.Threads = threadsBefore;
        }
    }

    private static ArrayDataset MakeDataset()
    {
        var random = new Random(9);
        int[] labels = [.. Enumerable.Range(0, SampleCount).Select(_ => random.Next(10))];
        return new(
            new Tensor(TorchTensors.Random(SampleCount * 784, seed: 10), [SampleCount, 784]), new IndexTensor(labels, [SampleCount]), classCount: 10);
    }

    private sealed class TrainingSession(Module model, int maxBatch)
    {
        private readonly TrainingPass _pass = model.CreateTrainingPass(maxBatch);
        private readonly CrossEntropyLoss _criterion = new();
        private readonly Adam _optimizer = new(model.Parameters);

        public void Step(Batch batch)
        {
            var logits = _pass.Forward(batch.Inputs);
            _criterion.Forward(logits, batch.Targets, _pass.OutputGradient);
            _pass.Backward();
            _optimizer.Step(_pass.Gradients);
        }
    }
}
