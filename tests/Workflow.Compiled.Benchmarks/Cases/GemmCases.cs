using TorchSharp;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Square products in each transposition.</summary>
internal static class GemmCases
{
    private static readonly int[] s_sizes = [64, 128, 256, 384, 512, 768, 1024, 2048];

    public static IEnumerable<RaceCase> All =>
        from size in s_sizes
        from transposition in (string[])["NN", "NT", "TN", "TT"]
        from peer in (Peer[])[Peers.OpenBlas, Peers.Libtorch]
        select new RaceCase($"gemm/{size}/{transposition}", peer, () => Prepare(size, transposition[0] == 'T', transposition[1] == 'T', peer));

    private static unsafe Contest Prepare(int size, bool transposeA, bool transposeB, Peer peer)
    {
        var contest = new Contest { Work = [Work.Product(size, size, size)] };
        var a = contest.Own(AlignedBuffer.Random(size * size, seed: 1));
        var b = contest.Own(AlignedBuffer.Random(size * size, seed: 2));
        var ours = contest.Own(new AlignedBuffer(size * size));

        contest.Ours = () => Gemm.Multiply(
            transposeA ? new Matrix(a.Span, size, size).Transposed : new Matrix(a.Span, size, size),
            transposeB ? new Matrix(b.Span, size, size).Transposed : new Matrix(b.Span, size, size),
            ours.Span);

        if (peer == Peers.OpenBlas)
        {
            var theirs = contest.Own(new AlignedBuffer(size * size));
            contest.Theirs = () => OpenBlas.Multiply(transposeA, transposeB, size, size, size, a.Pointer, b.Pointer, theirs.Pointer);
            contest.Verify = () => contest.RunBothAndCompare(() => ours.Span.ToArray(), () => theirs.Span.ToArray(), size);
        }
        else
        {
            contest.Own(torch.inference_mode());
            var torchA = contest.Own(TorchData.Copy(a.Span, size, size));
            var torchB = contest.Own(TorchData.Copy(b.Span, size, size));
            var viewA = contest.Own(transposeA ? torchA.t() : torchA.alias());
            var viewB = contest.Own(transposeB ? torchB.t() : torchB.alias());
            var theirs = contest.Own(torch.zeros(size, size));

            // In place with beta 0: the product is written into memory that exists, as on our side.
            contest.Theirs = () => theirs.addmm_(viewA, viewB, beta: 0, alpha: 1);
            contest.Verify = () => contest.RunBothAndCompare(() => ours.Span.ToArray(), () => theirs.data<float>().ToArray(), size);
        }

        return contest;
    }
}
