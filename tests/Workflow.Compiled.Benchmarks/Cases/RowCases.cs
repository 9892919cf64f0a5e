using TorchSharp;
using Workflow.Compiled.Kernels;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Kernels that look at whole rows: softmax, and cross-entropy with its gradient.</summary>
internal static class RowCases
{
    private static readonly (int Rows, int Classes)[] s_shapes = [(64, 10), (64, 1000), (1024, 1024)];

    public static IEnumerable<RaceCase> All =>
        from shape in s_shapes
        from race in (RaceCase[])
        [
            new($"softmax/{shape.Rows}x{shape.Classes}", Peers.Libtorch, () => PrepareSoftmax(shape.Rows, shape.Classes)),
            new($"cross-entropy+gradient/{shape.Rows}x{shape.Classes}", Peers.Libtorch, () => PrepareCrossEntropy(shape.Rows, shape.Classes)),
        ]
        select race;

    private static Contest PrepareSoftmax(int rows, int classes)
    {
        var contest = new Contest { Work = [Work.Pass(4.0 * rows * classes, 4.0 * rows * classes)] };
        var x = contest.Own(AlignedBuffer.Random(rows * classes, seed: 1, low: -3, high: 3));
        var y = contest.Own(new AlignedBuffer(rows * classes));
        contest.Own(torch.inference_mode());
        var torchX = contest.Own(TorchData.Copy(x.Span, rows, classes));

        contest.Ours = () => Kernels.Softmax.Forward(x.Span, rows, classes, 1, y.Span);
        contest.Theirs = () => torchX.softmax(1).Dispose();
        contest.Verify = () =>
        {
            contest.Ours();
            using var expected = torchX.softmax(1);
            Agreement.Require(y.Span, expected.data<float>().ToArray());
        };
        return contest;
    }

    private static Contest PrepareCrossEntropy(int rows, int classes)
    {
        var contest = new Contest { Work = [Work.Pass(4.0 * rows * classes, 4.0 * rows * classes)] };
        var logits = contest.Own(AlignedBuffer.Random(rows * classes, seed: 1, low: -3, high: 3));
        var gradient = contest.Own(new AlignedBuffer(rows * classes));
        var random = new Random(2);
        int[] targets = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
        var torchLogits = contest.Own(TorchData.Copy(logits.Span, rows, classes).requires_grad_());
        var torchTargets = contest.Own(torch.tensor(targets, dtype: torch.int64));
        float ourLoss = 0, theirLoss = 0;

        contest.Ours = () => ourLoss = CrossEntropy.Forward(logits.Span, rows, classes, targets, default, gradient.Span);
        contest.Theirs = () =>
        {
            using var scope = torch.NewDisposeScope();
            torchLogits.grad = null;
            var loss = functional.cross_entropy(torchLogits, torchTargets);
            loss.backward();
            theirLoss = loss.item<float>();
        };
        contest.Verify = () =>
        {
            contest.Ours();
            contest.Theirs();
            Agreement.Require([ourLoss], [theirLoss]);
            Agreement.Require(gradient.Span, torchLogits.grad!.data<float>().ToArray());
        };
        return contest;
    }
}
