using TorchSharp;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>The two products of attention: scores = q · kᵀ, and scores · v.</summary>
internal static class BatchedGemmCases
{
    private static readonly (int Count, int Tokens, int Width)[] s_shapes = [(64, 32, 32), (64, 128, 64), (12, 512, 64)];

    public static IEnumerable<RaceCase> All =>
        from shape in s_shapes
        from transposed in (bool[])[true, false]
        select new RaceCase(
            $"batched/{shape.Count}x{shape.Tokens}x{shape.Width}/{(transposed ? "NT" : "NN")}",
            Peers.Libtorch,
            () => Prepare(shape.Count, shape.Tokens, transposed ? shape.Width : shape.Tokens, transposed ? shape.Tokens : shape.Width, transposed));

    private static Contest Prepare(int count, int rows, int inner, int columns, bool transposed)
    {
        var contest = new Contest { Work = [Work.Product((double)count * rows, columns, inner)] };
        var left = contest.Own(AlignedBuffer.Random(count * rows * inner, seed: 1));
        var right = contest.Own(AlignedBuffer.Random(count * inner * columns, seed: 2));
        var ours = contest.Own(new AlignedBuffer(count * rows * columns));
        contest.Own(torch.inference_mode());
        var torchLeft = contest.Own(TorchData.Copy(left.Span, count, rows, inner));
        var torchRight = contest.Own(transposed ? TorchData.Copy(right.Span, count, columns, inner) : TorchData.Copy(right.Span, count, inner, columns));
        var view = contest.Own(transposed ? torchRight.transpose(1, 2) : torchRight.alias());

        contest.Ours = () => Gemm.MultiplyBatched(
            new MatrixBatch(left.Span, count, rows, inner),
            transposed ? new MatrixBatch(right.Span, count, columns, inner).Transposed : new MatrixBatch(right.Span, count, inner, columns),
            ours.Span);

        contest.Theirs = () => torchLeft.bmm(view).Dispose();
        contest.Verify = () =>
        {
            contest.Ours();
            using var expected = torchLeft.bmm(view);
            Agreement.Require(ours.Span, expected.data<float>().ToArray(), inner);
        };
        return contest;
    }
}
