using TorchSharp;
using Workflow.Compiled.Kernels;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Pooling, forward and backward: ours on channels-last images, libtorch's on its own layout. Both keep the winners of a maximum.</summary>
internal static class PoolingCases
{
    private static readonly (string Name, Pool2dShape Shape)[] s_shapes =
    [
        ("2x2/32x64x32x32", Pool2dShape.Of(32, 64, 32, 32, 2, 2, 0, 1, ceilMode: false)),
        ("2x2/64x32x28x28", Pool2dShape.Of(64, 32, 28, 28, 2, 2, 0, 1, ceilMode: false)),
        ("3x3-stride2/8x64x112x112", Pool2dShape.Of(8, 64, 112, 112, 3, 2, 1, 1, ceilMode: false)),
    ];

    public static IEnumerable<RaceCase> All =>
        from pool in s_shapes
        from isMax in (bool[])[true, false]
        from isForward in (bool[])[true, false]
        select new RaceCase(
            $"{(isMax ? "max" : "average")}-pool{pool.Name}/{(isForward ? "forward" : "backward")}", Peers.Libtorch, () => Prepare(pool.Shape, isMax, isForward));

    private static Contest Prepare(Pool2dShape shape, bool isMax, bool isForward)
    {
        var contest = new Contest { Work = [WorkOf(shape, isMax, isForward)] };
        var x = contest.Own(AlignedBuffer.Random(shape.InputLength, seed: 1));
        var dy = contest.Own(AlignedBuffer.Random(shape.OutputLength, seed: 2));
        var y = contest.Own(new AlignedBuffer(shape.OutputLength));
        var dx = contest.Own(new AlignedBuffer(shape.InputLength));
        var elements = new byte[shape.OutputLength];
        Pooling.Max(shape, x.Span, y.Span, elements);
        contest.Ours = (isMax, isForward) switch
        {
            (true, true) => () => Pooling.Max(shape, x.Span, y.Span, elements),
            (true, false) => () => Pooling.MaxGradient(shape, dy.Span, elements, dx.Span),
            (false, true) => () => Pooling.Average(shape, x.Span, y.Span),
            (false, false) => () => Pooling.AverageGradient(shape, dy.Span, dx.Span),
        };

        using var channelsLastX = TorchData.Copy(x.Span, shape.Batch, shape.Height, shape.Width, shape.Channels);
        using var channelsLastDy = TorchData.Copy(dy.Span, shape.Batch, shape.OutHeight, shape.OutWidth, shape.Channels);
        if (isForward)
            contest.Own(torch.inference_mode());
        var torchX = contest.Own(channelsLastX.permute(0, 3, 1, 2).contiguous());
        var torchDy = contest.Own(channelsLastDy.permute(0, 3, 1, 2).contiguous());
        var theirs = isForward ? Pool : Gradient();
        torch.Tensor Pool()
        {
            long[] kernel = [shape.KernelHeight, shape.KernelWidth], stride = [shape.StrideHeight, shape.StrideWidth], padding = [shape.PaddingHeight, shape.PaddingWidth];
            return isMax
                ? functional.max_pool2d(torchX, kernel, stride, padding, null, false)
                : functional.avg_pool2d(torchX, kernel, stride, padding, false, true, null);
        }

        // The graph is built once; each call computes the gradient from it.
        Func<torch.Tensor> Gradient()
        {
            torchX.requires_grad_();
            var output = contest.Own(Pool());
            return () => torch.autograd.grad([output], [torchX], [torchDy], retain_graph: true)[0];
        }

        contest.Theirs = () => theirs().Dispose();
        contest.Verify = () =>
        {
            contest.Ours();
            using var result = theirs();
            using var ordered = result.permute(0, 2, 3, 1).contiguous();
            Agreement.Require((isForward ? y : dx).Span, ordered.data<float>().ToArray(), shape.KernelHeight * shape.KernelWidth);
        };
        return contest;
    }

    private static Work WorkOf(Pool2dShape shape, bool isMax, bool isForward)
    {
        double x = 4.0 * shape.InputLength, y = 4.0 * shape.OutputLength, elements = isMax ? shape.OutputLength : 0;
        return isForward ? Work.Pass(x, y + elements) : Work.Pass(y + elements, x);
    }
}
