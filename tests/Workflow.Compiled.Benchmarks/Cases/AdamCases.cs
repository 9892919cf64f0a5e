using TorchSharp;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>One step of Adam over a flat buffer: as long as the parameters of the MLP, and beyond every cache.</summary>
internal static class AdamCases
{
    private const float LearningRate = 1e-3f;

    public static IEnumerable<RaceCase> All =>
        from length in (int[])[235_146, 16 * 1024 * 1024]
        select new RaceCase($"adam/{length}", Peers.Libtorch, () => Prepare(length));

    private static Contest Prepare(int length)
    {
        // Four values are read and three written for each parameter.
        var contest = new Contest { Work = [Work.Pass(4.0 * 4 * length, 4.0 * 3 * length)] };
        var parameters = contest.Own(AlignedBuffer.Random(length, seed: 1));
        var gradients = contest.Own(AlignedBuffer.Random(length, seed: 2));
        var firstMoments = contest.Own(new AlignedBuffer(length));
        var secondMoments = contest.Own(new AlignedBuffer(length));
        var options = new AdamOptions { LearningRate = LearningRate };
        long step = 0;

        var torchParameters = contest.Own(TorchData.Copy(parameters.Span, length).requires_grad_());
        torchParameters.grad = TorchData.Copy(gradients.Span, length);
        var optimizer = contest.Own(LibtorchOptimizer.Adam([torchParameters], LearningRate));

        contest.Ours = () => AdamKernel.Step(parameters.Span, gradients.Span, firstMoments.Span, secondMoments.Span, default, options, ++step);
        contest.Theirs = optimizer.Step;
        contest.Verify = () => contest.RunBothAndCompare(() => parameters.Span.ToArray(), () => torchParameters.data<float>().ToArray());
        return contest;
    }
}
