using TorchSharp;
using Workflow.Compiled.Kernels;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Benchmarks;

/// <summary>What the row template makes of normalisation: forward and backward, with a residual and dropout in front; and softmax, against its own kernel too.</summary>
internal static class NormCases
{
    private static readonly (int Rows, int Columns)[] s_shapes = [(4096, 256), (2048, 768), (512, 256), (64, 64)];

    public static IEnumerable<RaceCase> All =>
        from shape in s_shapes
        from race in (RaceCase[])
        [
            new($"layernorm+residual+dropout/{shape.Rows}x{shape.Columns}", Peers.Libtorch, () => PrepareNorm(shape.Rows, shape.Columns, 0.1f)),
            new($"layernorm+residual/{shape.Rows}x{shape.Columns}", Peers.Libtorch, () => PrepareNorm(shape.Rows, shape.Columns, 0)),
            new($"softmax-steps/{shape.Rows}x{shape.Columns}", Peers.Libtorch, () => PrepareSoftmax(shape.Rows, shape.Columns)),
            new($"softmax-kernel/{shape.Rows}x{shape.Columns}", Peers.Libtorch, () => PrepareSoftmax(shape.Rows, shape.Columns, ofKernel: true)),
        ]
        select race;

    private static Contest PrepareNorm(int rows, int columns, float rate)
    {
        var size = rows * columns;
        var contest = new Contest { Work = [Work.Pass(4.0 * 2 * size, 4.0 * 2 * size), Work.Pass(4.0 * 2 * size, 4.0 * 2 * size)] };
        AlignedBuffer Random(int length, int seed) => contest.Own(AlignedBuffer.Random(length, seed, low: -1, high: 1));
        AlignedBuffer Empty(int length) => contest.Own(new AlignedBuffer(length));
        var (x, z, dy, gamma, beta) = (Random(size, 1), Random(size, 2), Random(size, 3), Random(columns, 4), Random(columns, 5));
        var (h, y, dx, dz) = (Empty(size), Empty(size), Empty(size), Empty(size));
        var (means, scales, dGamma, dBeta) = (Empty(rows), Empty(rows), Empty(columns), Empty(columns));
        var key = new PhiloxKey(1, 2, 3);
        void Compute<TDropout>()
            where TDropout : struct, IDropout
        {
            Kernels.Rows.Run(rows, columns, new NormForward<TDropout>(x.Span, z.Span, h.Span, gamma.Span, beta.Span, y.Span, means.Span, scales.Span, key, rate, columns));
            Kernels.Rows.Run(rows, columns, new NormBackward<TDropout>(h.Span, gamma.Span, dy.Span, dx.Span, dz.Span, means.Span, scales.Span, key, rate, columns));
            Kernels.Reduce.SumColumnsPair(rows, columns, new NormParameters(h.Span, dy.Span, means.Span, scales.Span, columns), dGamma.Span, dBeta.Span);
        }

        var torchX = contest.Own(TorchData.Copy(x.Span, rows, columns).requires_grad_());
        var torchZ = contest.Own(TorchData.Copy(z.Span, rows, columns).requires_grad_());
        var torchGamma = contest.Own(TorchData.Copy(gamma.Span, columns).requires_grad_());
        var torchBeta = contest.Own(TorchData.Copy(beta.Span, columns).requires_grad_());
        var torchDy = contest.Own(TorchData.Copy(dy.Span, rows, columns));
        torch.Tensor[] leaves = [torchX, torchZ, torchGamma, torchBeta];
        float[] ComputeTheirs(float share, bool wantsResult)
        {
            using var scope = torch.NewDisposeScope();
            foreach (var leaf in leaves)
                leaf.grad = null;
            var dropped = share == 0 ? torchZ : functional.dropout(torchZ, share, training: true);
            var result = functional.layer_norm(torchX + dropped, [columns], torchGamma, torchBeta, 1e-5);
            result.backward([torchDy]);
            return wantsResult ? result.detach().data<float>().ToArray() : [];
        }

        contest.Ours = rate == 0 ? Compute<WithoutDropout> : Compute<WithDropout>;
        contest.Theirs = () => ComputeTheirs(rate, wantsResult: false);
        contest.Verify = () =>
        {
            // Without dropout, whose draws differ; then once with it, so that everything has run.
            Compute<WithoutDropout>();
            Agreement.Require(y.Span, ComputeTheirs(0, wantsResult: true));
            Agreement.Require(dx.Span, torchX.grad!.data<float>().ToArray());
            Agreement.Require(dz.Span, torchZ.grad!.data<float>().ToArray());
            Agreement.Require(dGamma.Span, torchGamma.grad!.data<float>().ToArray(), rows);
            Agreement.Require(dBeta.Span, torchBeta.grad!.data<float>().ToArray(), rows);
            contest.Ours();
            contest.Theirs();
        };
        return contest;
    }

    private static Contest PrepareSoftmax(int rows, int columns, bool ofKernel = false)
    {
        var contest = new Contest { Work = [Work.Pass(4.0 * rows * columns, 4.0 * rows * columns)] };
        var x = contest.Own(AlignedBuffer.Random(rows * columns, seed: 1, low: -3, high: 3));
        var y = contest.Own(new AlignedBuffer(rows * columns));
        contest.Own(torch.inference_mode());
        var torchX = contest.Own(TorchData.Copy(x.Span, rows, columns));
        contest.Ours = ofKernel
            ? () => Kernels.Softmax.Forward(x.Span, rows, columns, 1, y.Span)
            : () => Kernels.Rows.Run(rows, columns, new SoftmaxSteps(x.Span, y.Span, columns));
        contest.Theirs = () => torchX.softmax(1).Dispose();
        contest.Verify = () =>
        {
            contest.Ours();
            using var expected = torchX.softmax(1);
            Agreement.Require(y.Span, expected.data<float>().ToArray());
        };
        return contest;
    }
}
