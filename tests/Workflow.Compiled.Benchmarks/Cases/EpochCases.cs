using Digits;
using TorchSharp;
using Workflow.Compiled.Programs;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Benchmarks;

/// <summary>One epoch on real digits from new weights, with linear layers and with convolutions: loading, shuffling, training. Only where the data lies beside the project.</summary>
internal static class EpochCases
{
    private const int BatchSize = 64;
    private const double LearningRate = 1e-3;

    public static IEnumerable<RaceCase> All =>
        Mnist10k.Folder is { } folder
            ?
            [
                new("mnist10k/mlp-784-256-128-10/epoch/batch64", Peers.Libtorch, () => Prepare(folder, [784], () => new DigitsMlp(), LibtorchMlp)),
                new("mnist10k/digits-cnn/epoch/batch64", Peers.Libtorch, () => Prepare(folder, [1, 28, 28], () => new DigitsCnn(), () => new DigitsCnnTwin())),
            ]
            : [];

    private static Contest Prepare(string folder, Shape image, Func<Module> createOurs, Func<Module<torch.Tensor, torch.Tensor>> createTheirs)
    {
        var contest = new Contest();
        var dataset = Mnist.Open(folder, train: true, image);
        var loader = contest.Own(new DataLoader(dataset, BatchSize, shuffle: true, seed: 1));
        var (images, labels) = WholeDataset(contest, dataset);
        float ourLoss = 0, theirLoss = 0;
        contest.Ours = () => ourLoss = OurEpoch(createOurs(), loader);
        contest.Theirs = () => theirLoss = TheirEpoch(createTheirs, images, labels);
        contest.Verify = () =>
        {
            contest.Ours();
            contest.Theirs();
            // The orders of the samples differ, and with them the losses.
            if (Math.Abs(ourLoss - theirLoss) > 0.1 * theirLoss)
                throw new WrongAnswerException($"mean loss {ourLoss} against {theirLoss}");
        };
        return contest;
    }

    private static Module<torch.Tensor, torch.Tensor> LibtorchMlp() =>
        Sequential(Linear(784, 256), ReLU(inplace: true), Linear(256, 128), ReLU(inplace: true), Linear(128, 10));

    private static float OurEpoch(Module model, DataLoader loader)
    {
        var pass = model.CreateTrainingPass(BatchSize);
        var criterion = new CrossEntropyLoss();
        var optimizer = new Adam(model.Parameters, LearningRate);
        var sum = 0f;
        foreach (var batch in loader)
        {
            var logits = pass.Forward(batch.Inputs);
            sum += criterion.Forward(logits, batch.Targets, pass.OutputGradient);
            pass.Backward();
            optimizer.Step(pass.Gradients);
        }

        return sum / loader.BatchCount;
    }

    // The whole dataset is one tensor and a batch one gather: the fastest loading that libtorch has.
    private static float TheirEpoch(Func<Module<torch.Tensor, torch.Tensor>> create, torch.Tensor images, torch.Tensor labels)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var network = create();
        using var optimizer = LibtorchOptimizer.Adam(network.parameters(), LearningRate);
        var batches = torch.randperm(images.shape[0]).split(BatchSize);
        var sum = 0f;
        foreach (var batch in batches)
        {
            using var step = torch.NewDisposeScope();
            optimizer.ZeroGradients();
            var loss = functional.cross_entropy(network.forward(images.index_select(0, batch)), labels.index_select(0, batch));
            loss.backward();
            optimizer.Step();
            sum += loss.item<float>();
        }

        return sum / batches.Length;
    }

    private static (torch.Tensor Images, torch.Tensor Labels) WholeDataset(Contest contest, Dataset dataset)
    {
        using var loader = new DataLoader(dataset, dataset.Count);
        var whole = loader.First();
        return (
            contest.Own(TorchData.Copy(whole.Inputs.Span, [.. whole.Inputs.Shape.Select(length => (long)length)])),
            contest.Own(torch.tensor(whole.Targets.Classes!.Span.ToArray(), dtype: torch.int64)));
    }
}
