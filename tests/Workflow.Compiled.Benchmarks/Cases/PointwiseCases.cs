using TorchSharp;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Pointwise maps, from the first-level cache and from beyond the second; alone, and eight in a row.</summary>
internal static class PointwiseCases
{
    private static readonly int[] s_lengths = [8 * 1024, 1024 * 1024];

    public static IEnumerable<RaceCase> All =>
        from length in s_lengths
        from race in (RaceCase[])
        [
            Case("relu", length, 1, (x, _, y) => Pointwise.Run(1, length, new ReluMap { X = x.Span, Y = y.Span }), (x, _) => x.relu()),
            Case("gelu", length, 1, (x, _, y) => Pointwise.Run(1, length, new GeluMap { X = x.Span, Y = y.Span }), (x, _) => x.gelu()),
            Case("exp", length, 1, (x, _, y) => Pointwise.Run(1, length, new ExpMap { X = x.Span, Y = y.Span }), (x, _) => x.exp()),
            Case("sigmoid", length, 1, (x, _, y) => Pointwise.Run(1, length, new SigmoidMap { X = x.Span, Y = y.Span }), (x, _) => x.sigmoid()),
            Case("add", length, 2, (x, z, y) => Pointwise.Run(1, length, new AddMap { X = x.Span, Z = z.Span, Y = y.Span }), (x, z) => x + z),
            Case("chain-of-8", length, 2, (x, z, y) => Pointwise.Run(1, length, new ChainMap { X = x.Span, Z = z.Span, Y = y.Span }), Chain),
        ]
        select race;

    private static RaceCase Case(
        string name,
        int length,
        int operands,
        Action<AlignedBuffer, AlignedBuffer, AlignedBuffer> ours,
        Func<torch.Tensor, torch.Tensor, torch.Tensor> theirs) =>
        new($"pointwise/{name}/{length}", Peers.Libtorch, () => Prepare(length, operands, ours, theirs));

    private static Contest Prepare(
        int length,
        int operands,
        Action<AlignedBuffer, AlignedBuffer, AlignedBuffer> ours,
        Func<torch.Tensor, torch.Tensor, torch.Tensor> theirs)
    {
        var bytes = 4.0 * length;
        var contest = new Contest { Work = [Work.Pass(operands * bytes, bytes)] };
        var x = contest.Own(AlignedBuffer.Random(length, seed: 1, low: -3, high: 3));
        var z = contest.Own(AlignedBuffer.Random(length, seed: 2, low: -3, high: 3));
        var y = contest.Own(new AlignedBuffer(length));

        contest.Own(torch.inference_mode());
        var torchX = contest.Own(TorchData.Copy(x.Span, length));
        var torchZ = contest.Own(TorchData.Copy(z.Span, length));

        contest.Ours = () => ours(x, z, y);
        contest.Theirs = () => theirs(torchX, torchZ).Dispose();
        contest.Verify = () =>
        {
            contest.Ours();
            using var expected = theirs(torchX, torchZ);
            Agreement.Require(y.Span, expected.data<float>().ToArray());
        };
        return contest;
    }

    // In place after the first step: libtorch at its best.
    private static torch.Tensor Chain(torch.Tensor x, torch.Tensor z) => x.mul(0.5f).add_(z).sigmoid_().mul_(x).sub_(0.25f).relu_().add_(z).mul_(2f);
}
