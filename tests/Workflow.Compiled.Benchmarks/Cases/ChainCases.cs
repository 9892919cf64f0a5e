using TorchSharp;

namespace Workflow.Compiled.Benchmarks;

/// <summary>A compiled chain of eight pointwise operators on a million elements: prediction, and forward with backward.</summary>
internal static class ChainCases
{
    private const int Rows = 1024, Width = ChainOfEight.Width, Size = Rows * Width;

    // In fields, because TorchSharp lets the garbage collector free a scalar while libtorch still reads it.
    private static readonly Scalar s_half = 0.5f, s_low = -2f, s_high = 2f, s_quarter = 0.25f, s_two = 2f;

    public static IEnumerable<RaceCase> All =>
    [
        new($"pointwise/compiled-chain-of-8/{Size}/predict", Peers.Libtorch, PreparePrediction),
        new($"pointwise/compiled-chain-of-8/{Size}/train", Peers.Libtorch, PrepareTraining),
    ];

    private static Contest PreparePrediction()
    {
        var contest = new Contest { Work = [Work.Pass(4.0 * Size, 4.0 * Size)] };
        var (model, values) = (new ChainOfEight { Seed = 1 }, Values(seed: 1));
        var result = new float[Size];
        contest.Own(torch.inference_mode());
        var (x, scale, shift) = Twin(contest, model, values);

        contest.Ours = () => model.Predict(values, result);
        contest.Theirs = () => InPlace(x, scale, shift).Dispose();
        contest.Verify = () =>
        {
            contest.Ours();
            using var expected = InPlace(x, scale, shift);
            Agreement.Require(result, expected.data<float>().ToArray());
        };
        return contest;
    }

    private static Contest PrepareTraining()
    {
        // Forward reads x and writes y; backward reads both x and the gradient of y.
        var contest = new Contest { Work = [Work.Pass(4.0 * Size, 4.0 * Size), Work.Pass(2 * 4.0 * Size, 0)] };
        var (model, values, gradient) = (new ChainOfEight { Seed = 1 }, Values(seed: 1), Values(seed: 2));
        var pass = model.CreateTrainingPass(Rows);
        var samples = new Tensor(values, [Rows, Width]);
        var (x, scale, shift) = Twin(contest, model, values);
        scale.requires_grad_();
        shift.requires_grad_();
        var torchGradient = contest.Own(TorchData.Copy(gradient, Rows, Width));
        pass.Forward(samples);
        gradient.CopyTo(pass.OutputGradient.Span);

        contest.Ours = () =>
        {
            pass.Forward(samples);
            pass.Backward();
        };
        contest.Theirs = () =>
        {
            using var scope = torch.NewDisposeScope();
            scale.grad = shift.grad = null;
            (x * scale + shift).relu().mul(s_half).add(x).clamp(s_low, s_high).square().sub(s_quarter).backward([torchGradient]);
        };
        contest.Verify = () =>
        {
            contest.Ours();
            contest.Theirs();
            Agreement.Require(pass.Gradients[model.Parameters["scale"]], scale.grad!.data<float>().ToArray(), Rows);
            Agreement.Require(pass.Gradients[model.Parameters["shift"]], shift.grad!.data<float>().ToArray(), Rows);
        };
        return contest;
    }

    private static float[] Values(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Size).Select(_ => 6 * random.NextSingle() - 3)];
    }

    private static (torch.Tensor X, torch.Tensor Scale, torch.Tensor Shift) Twin(Contest contest, ChainOfEight model, float[] values) => (
        contest.Own(TorchData.Copy(values, Rows, Width)),
        contest.Own(TorchData.Copy(model.Parameters["scale"].Span, Width)),
        contest.Own(TorchData.Copy(model.Parameters["shift"].Span, Width)));

    // libtorch at its best: one result, in which the other seven are computed.
    private static torch.Tensor InPlace(torch.Tensor x, torch.Tensor scale, torch.Tensor shift) =>
        x.mul(scale).add_(shift).relu_().mul_(s_half).add_(x).clamp_(s_low, s_high).pow_(s_two).sub_(s_quarter);
}
