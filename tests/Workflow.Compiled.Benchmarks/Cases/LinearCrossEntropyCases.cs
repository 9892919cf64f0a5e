using TorchSharp;
using Workflow.Compiled.Kernels;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Benchmarks;

/// <summary>A linear layer over a vocabulary with cross-entropy, forward and backward.</summary>
internal static class LinearCrossEntropyCases
{
    private static readonly (int Rows, int Inner, int Classes)[] s_shapes = [(1024, 256, 32_000), (2048, 128, 32_000), (512, 512, 32_000), (256, 128, 1000)];

    public static IEnumerable<RaceCase> All =>
        from shape in s_shapes
        select new RaceCase(
            $"linear+cross-entropy/{shape.Rows}x{shape.Inner}x{shape.Classes}", Peers.Libtorch, () => Prepare(shape.Rows, shape.Inner, shape.Classes));

    private static Contest Prepare(int rows, int inner, int classes)
    {
        var product = Work.Product(rows, classes, inner);
        var contest = new Contest { Work = [product, product, product] };
        AlignedBuffer Random(int length, int seed, float bound) => contest.Own(AlignedBuffer.Random(length, seed, -bound, bound));
        AlignedBuffer Empty(int length) => contest.Own(new AlignedBuffer(length));
        var bound = 1 / MathF.Sqrt(inner);
        var (x, weight, bias) = (Random(rows * inner, 1, 1), Random(inner * classes, 2, bound), Random(classes, 3, bound));
        var (dx, dWeight, dBias) = (Empty(rows * inner), Empty(inner * classes), Empty(classes));
        var scratch = Empty(LinearCrossEntropy.ScratchLength(rows, classes));
        // libtorch's gradients are new each time, ours are not.
        double ourScratch = 4.0 * LinearCrossEntropy.ScratchLength(rows, classes), gradients = 4.0 * (rows * inner + inner * classes + classes);
        var random = new Random(4);
        int[] targets = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
        float ourLoss = 0, theirLoss = 0;

        // As PyTorch stores it, [classes, inner].
        var transposed = contest.Own(TorchData.Copy(weight.Span, inner, classes));
        var torchX = contest.Own(TorchData.Copy(x.Span, rows, inner).requires_grad_());
        var torchWeight = contest.Own(transposed.t().contiguous().requires_grad_());
        var torchBias = contest.Own(TorchData.Copy(bias.Span, classes).requires_grad_());
        var torchTargets = contest.Own(torch.tensor(targets, dtype: torch.int64));

        // The sum, so that gradients have a magnitude at which agreement means something.
        contest.Ours = () => ourLoss = LinearCrossEntropy.Run(
            x.Span, weight.Span, bias.Span, rows, inner, classes, targets, new CrossEntropyOptions { Reduction = LossReduction.Sum }, scratch.Span, dx.Span, dWeight.Span, dBias.Span);
        contest.Theirs = () =>
        {
            using var scope = torch.NewDisposeScope();
            torchX.grad = torchWeight.grad = torchBias.grad = null;
            var loss = functional.cross_entropy(functional.linear(torchX, torchWeight, torchBias), torchTargets, reduction: torch.nn.Reduction.Sum);
            loss.backward();
            theirLoss = loss.item<float>();
        };
        contest.Verify = () =>
        {
            contest.Ours();
            contest.Theirs();
            Agreement.Require([ourLoss], [theirLoss]);
            Agreement.Require(dx.Span, torchX.grad!.data<float>().ToArray());
            using var theirs = torchWeight.grad!.t().contiguous();
            Agreement.Require(dWeight.Span, theirs.data<float>().ToArray(), rows);
            Agreement.Require(dBias.Span, torchBias.grad!.data<float>().ToArray(), rows);
            if (PeakMemory.IsKnown)
                contest.ExtraBytes = (PeakMemory.ExtraBytes(contest.Ours) + ourScratch, PeakMemory.ExtraBytes(contest.Theirs) - gradients);
        };
        return contest;
    }
}
