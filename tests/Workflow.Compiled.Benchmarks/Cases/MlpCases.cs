using Digits;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Benchmarks;

/// <summary>A whole network: prediction, and a training step (forward, cross-entropy, backward, Adam).</summary>
internal static class MlpCases
{
    private const string Name = "mlp-784-256-128-10";
    private const double LearningRate = 1e-3;

    // For the timed steps. They repeat one batch thousands of times: at a usual rate the network would learn it by heart, its gradients and
    // then Adam's moments would fall below the normal range of float32, and both sides would be timed at arithmetic with denormals.
    public const double TimedLearningRate = 1e-8;
    private const double Weights = 784 * 256 + 256 * 128 + 128 * 10;

    private static readonly int[] s_batches = [1, 32, 64, 256];

    public static IEnumerable<RaceCase> All =>
        from batch in s_batches
        from race in (RaceCase[])
        [
            new($"{Name}/predict/batch{batch}", Peers.Libtorch, () => PreparePrediction(batch)),
            new($"{Name}/train/batch{batch}", Peers.Libtorch, () => PrepareTraining(batch)),
        ]
        select race;

    private static Contest PreparePrediction(int batch)
    {
        var contest = new Contest { Work = [new Work(2 * Weights * batch, 4 * Weights, 0)] };
        var model = new DigitsMlp();
        float[] images = RandomImages(batch), ours = new float[batch * 10];

        var network = contest.Own(new LibtorchMlp(model));
        contest.Own(torch.inference_mode());
        var torchImages = contest.Own(TorchData.Copy(images, batch, 784));

        contest.Ours = () => model.Predict(images, ours);
        contest.Theirs = () =>
        {
            using var scope = torch.NewDisposeScope();
            network.Forward(torchImages);
        };
        contest.Verify = () =>
        {
            contest.Ours();
            using var scope = torch.NewDisposeScope();
            Agreement.Require(ours, network.Forward(torchImages).data<float>().ToArray(), terms: 784);
        };
        return contest;
    }

    private static Contest PrepareTraining(int batch)
    {
        // Forward and two products a layer backward, less the gradient of the images; Adam reads four and writes three values a weight.
        var contest = new Contest
        {
            Work = [new Work(2 * batch * (3 * Weights - 784 * 256), 4 * 3 * Weights, 0), Work.Pass(4 * 4 * Weights, 4 * 3 * Weights)],
        };
        var (images, labels) = (RandomImages(batch), RandomLabels(batch));
        var (ours, theirs) = CreateSteps(contest, images, labels, TimedLearningRate);
        contest.Ours = ours.Run;
        contest.Theirs = theirs.Run;
        contest.Verify = () =>
        {
            var (our, their) = CreateSteps(contest, images, labels, LearningRate);
            for (var step = 0; step < 5; step++)
            {
                our.Run();
                their.Run();
                Agreement.Require([our.Loss], [their.Loss], terms: 784);
            }
        };
        return contest;
    }

    private static (OurStep Ours, LibtorchStep Theirs) CreateSteps(Contest contest, float[] images, int[] labels, double learningRate)
    {
        var model = new DigitsMlp();
        var network = contest.Own(new LibtorchMlp(model));
        return (new OurStep(model, images, labels, learningRate), contest.Own(new LibtorchStep(network, images, labels, learningRate)));
    }

    private static int[] RandomLabels(int batch)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, batch).Select(_ => random.Next(10))];
    }

    private static float[] RandomImages(int batch)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, batch * 784).Select(_ => random.NextSingle())];
    }

    private sealed class OurStep(DigitsMlp model, float[] images, int[] labels, double learningRate)
    {
        private readonly TrainingPass _pass = model.CreateTrainingPass(labels.Length);
        private readonly CrossEntropyLoss _criterion = new();
        private readonly Adam _optimizer = new(model.Parameters, learningRate);
        private readonly Tensor _images = new(images, [labels.Length, 784]);
        private readonly IndexTensor _labels = new(labels, [labels.Length]);

        public float Loss { get; private set; }

        public void Run()
        {
            var logits = _pass.Forward(_images);
            Loss = _criterion.Forward(logits, _labels, _pass.OutputGradient);
            _pass.Backward();
            _optimizer.Step(_pass.Gradients);
        }
    }

    private sealed class LibtorchStep(LibtorchMlp network, float[] images, int[] labels, double learningRate) : IDisposable
    {
        private readonly LibtorchOptimizer _optimizer = LibtorchOptimizer.Adam(network.Parameters, learningRate);
        private readonly torch.Tensor _images = TorchData.Copy(images, labels.Length, 784);
        private readonly torch.Tensor _labels = torch.tensor(labels, dtype: torch.int64);

        public float Loss { get; private set; }

        public void Run()
        {
            using var scope = torch.NewDisposeScope();
            _optimizer.ZeroGradients();
            var loss = functional.cross_entropy(network.Forward(_images), _labels);
            loss.backward();
            _optimizer.Step();
            Loss = loss.item<float>(); // a program reads the loss of a step, as ours does
        }

        public void Dispose()
        {
            _optimizer.Dispose();
            _images.Dispose();
            _labels.Dispose();
        }
    }
}
