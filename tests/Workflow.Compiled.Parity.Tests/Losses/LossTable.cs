using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Every loss with every option.</summary>
internal static class LossTable
{
    private const int Rows = 13, Classes = 7;

    // -100 is PyTorch's default for "no class"; one row has it.
    private const int Ignored = -100;

    private static readonly int[] s_classes = [0, 6, 3, 3, 1, 5, 2, 4, 0, 6, 1, 2, 5];
    private static readonly int[] s_classesWithGap = [0, 6, 3, Ignored, 1, 5, 2, 4, 0, 6, Ignored, 2, 5];
    private static readonly float[] s_weights = [0.5f, 1, 2, 0.25f, 1, 3, 0.75f];
    private static readonly float[] s_logits = TorchTensors.Random(Rows * Classes, seed: 1, low: -4, high: 4);
    private static readonly float[] s_values = TorchTensors.Random(Rows * Classes, seed: 2, low: -4, high: 4);
    private static readonly float[] s_probabilities = TorchTensors.Random(Rows * Classes, seed: 3, low: 0, high: 1);

    public static IReadOnlyList<LossSample> Samples { get; } =
    [
        .. from reduction in (Reduction[])[Reduction.Mean, Reduction.Sum]
           from sample in (LossSample[])[.. CrossEntropies(reduction), .. Likelihoods(reduction), .. Elementwise(reduction)]
           select sample with { Text = $"{sample.Text}, {reduction}" },
    ];

    private static IEnumerable<LossSample> CrossEntropies(Reduction reduction) =>
        from classes in (int[][])[s_classes, s_classesWithGap]
        from weights in (float[]?[])[null, s_weights]
        from smoothing in (float[])[0, 0.1f]
        select new LossSample(
            $"cross-entropy{(weights is null ? "" : ", weights")}, smoothing {smoothing}{(classes == s_classes ? "" : ", ignored rows")}",
            new CrossEntropyLoss(weights, Ignored, smoothing, reduction),
            new Tensor(s_logits, [Rows, Classes]),
            new IndexTensor(classes, [Rows]),
            output => cross_entropy(
                output, torch.tensor(classes, dtype: torch.int64), weights?.ToTorch(Classes), Ignored, Torch(reduction), smoothing));

    // Any values do for log-probabilities: the loss does not normalise them.
    private static IEnumerable<LossSample> Likelihoods(Reduction reduction) =>
        from classes in (int[][])[s_classes, s_classesWithGap]
        from weights in (float[]?[])[null, s_weights]
        select new LossSample(
            $"negative log-likelihood{(weights is null ? "" : ", weights")}{(classes == s_classes ? "" : ", ignored rows")}",
            new NllLoss(weights, Ignored, reduction),
            new Tensor(s_logits, [Rows, Classes]),
            new IndexTensor(classes, [Rows]),
            output => nll_loss(output, torch.tensor(classes, dtype: torch.int64), weights?.ToTorch(Classes), Torch(reduction)));

    private static IEnumerable<LossSample> Elementwise(Reduction reduction) =>
    [
        Elementwise("mean squared error", new MseLoss(reduction), s_values, (output, target) => mse_loss(output, target, Torch(reduction))),
        Elementwise("mean absolute error", new L1Loss(reduction), s_values, (output, target) => l1_loss(output, target, Torch(reduction))),
        Elementwise(
            "binary cross-entropy",
            new BceWithLogitsLoss(reduction),
            s_probabilities,
            (output, target) => binary_cross_entropy_with_logits(output, target, reduction: Torch(reduction))),
    ];

    private static LossSample Elementwise(string text, Loss loss, float[] targets, Func<torch.Tensor, torch.Tensor, torch.Tensor> expected) =>
        new(text, loss, new Tensor(s_logits, [Rows, Classes]), new Tensor(targets, [Rows, Classes]), output => expected(output, targets.ToTorch(Rows, Classes)));

    private static torch.nn.Reduction Torch(Reduction reduction) =>
        reduction == Reduction.Mean ? torch.nn.Reduction.Mean : torch.nn.Reduction.Sum;
}
