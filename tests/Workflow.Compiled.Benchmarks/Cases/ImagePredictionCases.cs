using Digits;
using ResNet;
using TorchSharp;
using Workflow.Compiled.Programs;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Prediction by networks for images.</summary>
internal static class ImagePredictionCases
{
    public static IEnumerable<RaceCase> All =>
    [
        DigitsCnn(batch: 1),
        DigitsCnn(batch: 64),
        new("program/resnet-18/predict/batch1", Peers.Libtorch, () => Prepare(
            new ResNet18(width: 64), new ResNet18Twin(width: 64), [1, 3, 32, 32], ImageNetworkWork.Prediction(ImageNetworkWork.ResNet18, batch: 1))),
    ];

    private static RaceCase DigitsCnn(int batch) => new($"program/digits-cnn/predict/batch{batch}", Peers.Libtorch, () => Prepare(
        new DigitsCnn(), new DigitsCnnTwin(), [batch, 1, 28, 28], ImageNetworkWork.Prediction(ImageNetworkWork.DigitsCnn, batch)));

    private static Contest Prepare(Module model, Module<torch.Tensor, torch.Tensor> twin, Shape shape, Work[] work)
    {
        var contest = new Contest { Work = work };
        var network = contest.Own(twin);
        TrainingProgram.CopyParameters(model, network);
        network.eval();
        contest.Own(torch.inference_mode());
        float[] images = RandomData.Of(1).Numbers(shape.ElementCount), ours = new float[shape[0] * 10];
        var torchImages = contest.Own(TorchData.Copy(images, [.. shape.Select(length => (long)length)]));

        contest.Ours = () => model.Predict(images, ours);
        contest.Theirs = () =>
        {
            using var scope = torch.NewDisposeScope();
            network.forward(torchImages);
        };
        contest.Verify = () =>
        {
            contest.Ours();
            using var scope = torch.NewDisposeScope();
            Agreement.Require(ours, network.forward(torchImages).data<float>().ToArray(), terms: 784);
        };
        return contest;
    }
}
