using TorchSharp;
using Workflow.Compiled.Kernels;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Batch normalisation in training with the residual and the activation behind it, forward and backward: ours on channels-last images, libtorch's on its own layout.</summary>
internal static class BatchNormCases
{
    private const float Epsilon = 1e-5f;

    public static IEnumerable<RaceCase> All =>
        from shape in ((int Batch, int Channels, int Size)[])[(32, 64, 32), (32, 256, 8)]
        select new RaceCase($"batchnorm+relu+residual/{shape.Batch}x{shape.Channels}x{shape.Size}x{shape.Size}", Peers.Libtorch, () => Prepare(shape.Batch, shape.Channels, shape.Size));

    private static Contest Prepare(int batch, int channels, int side)
    {
        var rows = batch * side * side;
        var size = rows * channels;
        // Each operand once in each pass that needs it: x, then x and the residual; y, its gradient and x, then the residual's gradient and x.
        var contest = new Contest { Work = [Work.Pass(4.0 * size, 0), Work.Pass(4.0 * 2 * size, 4.0 * size), Work.Pass(4.0 * 3 * size, 4.0 * size), Work.Pass(4.0 * 2 * size, 4.0 * size)] };
        AlignedBuffer Random(int length, int seed) => contest.Own(AlignedBuffer.Random(length, seed, low: -1, high: 1));
        AlignedBuffer Empty(int length) => contest.Own(new AlignedBuffer(length));
        var (x, skip, dy, gamma, beta) = (Random(size, 1), Random(size, 2), Random(size, 3), Random(channels, 4), Random(channels, 5));
        var (y, dx, dSkip) = (Empty(size), Empty(size), Empty(size));
        var (statistics, scale, slope) = (Empty(3 * channels), Empty(channels), Empty(channels));
        var (along, dGamma, dBeta) = (Empty(channels), Empty(channels), Empty(channels));
        void Compute()
        {
            BatchNormalization.Statistics(x.Span, rows, channels, statistics.Span);
            for (var channel = 0; channel < channels; channel++)
                scale.Span[channel] = gamma.Span[channel] / MathF.Sqrt(statistics.Span[channels + channel] + Epsilon);
            Kernels.Pointwise.Run(
                rows,
                channels,
                new BatchNormForward { X = x.Span, Skip = skip.Span, Statistics = statistics.Span, Scale = scale.Span, Bias = beta.Span, Y = y.Span, Channels = channels });
            Kernels.Reduce.SumColumnsPair(
                rows,
                channels,
                new BatchNormSums { Y = y.Span, Gradient = dy.Span, X = x.Span, Statistics = statistics.Span, SkipGradient = dSkip.Span, Channels = channels },
                along.Span,
                dBeta.Span);
            for (var channel = 0; channel < channels; channel++)
            {
                var variance = statistics.Span[channels + channel] + Epsilon;
                dGamma.Span[channel] = along.Span[channel] / MathF.Sqrt(variance);
                slope.Span[channel] = along.Span[channel] / (variance * rows);
            }

            Kernels.Pointwise.Run(
                rows,
                channels,
                new BatchNormBackward
                {
                    Scale = scale.Span, Gradient = dSkip.Span, Sum = dBeta.Span, X = x.Span, Statistics = statistics.Span, Slope = slope.Span, XGradient = dx.Span, Rows = rows, Channels = channels,
                });
        }

        torch.Tensor Images(AlignedBuffer values)
        {
            using var ordered = TorchData.Copy(values.Span, batch, side, side, channels);
            return contest.Own(ordered.permute(0, 3, 1, 2).contiguous());
        }

        var (torchX, torchSkip, torchDy) = (Images(x).requires_grad_(), Images(skip).requires_grad_(), Images(dy));
        var torchGamma = contest.Own(TorchData.Copy(gamma.Span, channels).requires_grad_());
        var torchBeta = contest.Own(TorchData.Copy(beta.Span, channels).requires_grad_());
        torch.Tensor[] leaves = [torchX, torchSkip, torchGamma, torchBeta];
        torch.Tensor ComputeTheirs()
        {
            foreach (var leaf in leaves)
                leaf.grad = null;
            var normalized = functional.batch_norm(torchX, null!, null!, torchGamma, torchBeta, training: true, eps: Epsilon);
            var result = functional.relu(normalized.add_(torchSkip), inplace: true);
            result.backward([torchDy]);
            return result;
        }

        contest.Ours = Compute;
        contest.Theirs = () =>
        {
            using var scope = torch.NewDisposeScope();
            ComputeTheirs();
        };
        contest.Verify = () =>
        {
            using var scope = torch.NewDisposeScope();
            Compute();
            float[] Ordered(torch.Tensor images) => images.detach().permute(0, 2, 3, 1).contiguous().data<float>().ToArray();
            Agreement.Require(y.Span, Ordered(ComputeTheirs()));
            Agreement.Require(dx.Span, Ordered(torchX.grad!));
            Agreement.Require(dSkip.Span, Ordered(torchSkip.grad!));
            Agreement.Require(dGamma.Span, torchGamma.grad!.data<float>().ToArray(), rows);
            Agreement.Require(dBeta.Span, torchBeta.grad!.data<float>().ToArray(), rows);
        };
        return contest;
    }
}
