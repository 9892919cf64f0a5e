using TorchSharp;
using Workflow.Compiled.Libtorch;
using static TorchSharp.torch.nn;
using F = Workflow.Compiled.Functional;
using TorchReduction = TorchSharp.torch.nn.Reduction;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>
/// Eager operators on what the table of samples has no operands for: whole numbers, and weights that libtorch gives no gradient of.
/// </summary>
public class IndexOperatorTests
{
    private const int Classes = 5;

    private static readonly int[] s_labels = [0, 4, 2, 2, -100, 1, 3, 0, 4, -100, 1, 1];

    public static Xunit.TheoryData<bool, float, Reduction> LossVariants
    {
        get
        {
            var variants = new Xunit.TheoryData<bool, float, Reduction>();
            foreach (var isWeighted in (bool[])[false, true])
            {
                foreach (var smoothing in (float[])[0, 0.3f, 1])
                {
                    foreach (var reduction in Enum.GetValues<Reduction>())
                        variants.Add(isWeighted, smoothing, reduction);
                }
            }

            return variants;
        }
    }

    [LibtorchFact]
    public void Embedding_agrees_with_libtorch()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var weight = TorchTensors.Random(7 * 3, seed: 1);
        int[] rows = [6, 0, 3, 3, 1, 5];

        var actual = F.Embedding(new IndexTensor(rows, [2, 3]), new Tensor(weight, [7, 3]), paddingIndex: 3);

        var expected = weight.ToTorch(7, 3).index_select(0, torch.tensor(Array.ConvertAll(rows, row => (long)row)));
        Xunit.Assert.Equal([2, 3, 3], actual.Shape);
        Parity.Require("embedding", expected.Values(), actual.Span);
    }

    [LibtorchFact]
    public void BceWithLogits_with_weights_agrees_with_libtorch()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var (logits, targets) = (TorchTensors.Random(12, seed: 1, low: -30, high: 30), TorchTensors.Random(12, seed: 2, low: 0));
        var (weight, positives) = (TorchTensors.Random(4, seed: 3, low: 0.5f, high: 2), TorchTensors.Random(4, seed: 4, low: 0.5f, high: 2));

        var actual = F.BceWithLogits(new Tensor(logits, [3, 4]), new Tensor(targets, [3, 4]), new Tensor(weight, [4]), new Tensor(positives, [4]));

        var expected = functional.binary_cross_entropy_with_logits(
            logits.ToTorch(3, 4), targets.ToTorch(3, 4), weight.ToTorch(4), TorchReduction.Mean, positives.ToTorch(4));
        Parity.Require("binary cross-entropy", expected.Values(), actual.Span, terms: 12);
    }

    [LibtorchTheory]
    [Xunit.MemberData(nameof(LossVariants))]
    public void CrossEntropy_agrees_with_libtorch(bool isWeighted, float smoothing, Reduction reduction)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var logits = TorchTensors.Random(s_labels.Length * Classes, seed: 2, low: -4, high: 4);
        var weight = isWeighted ? TorchTensors.Random(Classes, seed: 3, low: 0.5f, high: 2) : null;
        var labels = torch.tensor(Array.ConvertAll(s_labels, label => (long)label));
        var torchReduction = reduction switch { Reduction.Mean => TorchReduction.Mean, Reduction.Sum => TorchReduction.Sum, _ => TorchReduction.None };

        foreach (var (shape, targets) in ((long[] Shape, long[] Targets)[])[([12, Classes], [12]), ([3, Classes, 2, 2], [3, 2, 2])])
        {
            var actual = F.CrossEntropy(
                new Tensor(logits, [.. shape.Select(length => (int)length)]),
                new IndexTensor(s_labels, [.. targets.Select(length => (int)length)]),
                weight is null ? null : new Tensor(weight, [Classes]),
                labelSmoothing: smoothing,
                reduction: reduction);

            var expected = functional.cross_entropy(
                logits.ToTorch(shape), labels.reshape(targets), weight?.ToTorch(Classes), reduction: torchReduction, label_smoothing: smoothing);
            Xunit.Assert.Equal([.. expected.shape.Select(length => (int)length)], actual.Shape);
            Parity.Require($"cross-entropy of [{string.Join(", ", shape)}]", expected.Values(), actual.Span, terms: 12);
        }
    }
}
