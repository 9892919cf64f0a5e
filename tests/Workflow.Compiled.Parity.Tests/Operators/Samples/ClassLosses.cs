using TorchSharp;
using static TorchSharp.torch.nn;
using TorchReduction = TorchSharp.torch.nn.Reduction;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Losses of logits against class numbers, as functions. Those that are one number are broadcast back, as a pass has one result a sample.</summary>
internal static class ClassLosses
{
    private const int Classes = 5;

    private static Operand X => Operand.Batched("x", Classes).Within(-4, 4);

    private static Operand Y => Operand.Batched("y", Classes);

    private static Operand Wide => Operand.Batched("x", Classes, 2, 3).Within(-4, 4);

    private static Operand Labels => Operand.Labels("t", Classes);

    private static Operand WideLabels => Operand.Labels("t", Classes, 2, 3);

    private static Operand Weights => Operand.Fixed("w", Classes).Within(0.5f, 2);

    public static IEnumerable<OperatorSample> Samples =>
    [
        Sample("x * CrossEntropy(x, t)", X, Labels, (x, t) => x * functional.cross_entropy(x, t)),
        Sample("y * CrossEntropy(x, t, reduction: Reduction.Sum)", [X, Labels, Y], operands => operands[2] * functional.cross_entropy(operands[0], operands[1], reduction: TorchReduction.Sum)),
        Sample("CrossEntropy(x, t, reduction: Reduction.None)", X, Labels, (x, t) => functional.cross_entropy(x, t, reduction: TorchReduction.None)),
        Sample("x * CrossEntropy(x, t, ignoreIndex: 2)", X, Labels, (x, t) => x * functional.cross_entropy(x, t, ignore_index: 2)),
        Sample("x * CrossEntropy(x, t, labelSmoothing: 0.3f)", X, Labels, (x, t) => x * functional.cross_entropy(x, t, label_smoothing: 0.3)),
        Sample("CrossEntropy(x, t, ignoreIndex: 1, labelSmoothing: 1, reduction: Reduction.None)", X, Labels, (x, t) => functional.cross_entropy(x, t, ignore_index: 1, label_smoothing: 1, reduction: TorchReduction.None)),
        Sample("CrossEntropy(x, t, w, reduction: Reduction.None)", [X, Labels, Weights], operands => functional.cross_entropy(operands[0], operands[1], operands[2].detach(), reduction: TorchReduction.None)),
        Sample("x * CrossEntropy(x, t, w, ignoreIndex: 0, labelSmoothing: 0.2f)", [X, Labels, Weights], operands => operands[0] * functional.cross_entropy(operands[0], operands[1], operands[2].detach(), ignore_index: 0, label_smoothing: 0.2)),
        Sample("x * CrossEntropy(x, t)", Wide, WideLabels, (x, t) => x * functional.cross_entropy(x, t)),
        Sample("CrossEntropy(x, t, labelSmoothing: 0.1f, reduction: Reduction.None)", Wide, WideLabels, (x, t) => functional.cross_entropy(x, t, label_smoothing: 0.1, reduction: TorchReduction.None)),
        Sample("x * CrossEntropy(x, t, w, ignoreIndex: 3, reduction: Reduction.Sum)", [Wide, WideLabels, Weights], operands => operands[0] * functional.cross_entropy(operands[0], operands[1], operands[2].detach(), ignore_index: 3, reduction: TorchReduction.Sum)),
        Sample("CrossEntropy(x * 20f, t, reduction: Reduction.None)", Operand.Batched("x", 70).Within(-4, 4), Operand.Labels("t", 70), (x, t) => functional.cross_entropy(x * 20, t, reduction: TorchReduction.None)),
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("CrossEntropy", "CrossEntropy(x, t)", [X, Operand.Labels("t", Classes, 2)], operands => functional.cross_entropy(operands[0], operands[1])),
        new("CrossEntropy", "CrossEntropy(x, t, w)", [X, Labels, Operand.Fixed("w", 4)], operands => functional.cross_entropy(operands[0], operands[1], operands[2])),
        new("CrossEntropy", "CrossEntropy(x, t, labelSmoothing: 2)", [X, Labels], operands => functional.cross_entropy(operands[0], operands[1], label_smoothing: 2)),
    ];

    private static OperatorSample Sample(string body, Operand logits, Operand labels, Func<torch.Tensor, torch.Tensor, torch.Tensor> expected) =>
        Sample(body, [logits, labels], operands => expected(operands[0], operands[1]));

    // No gradient flows to the weights of classes, so numeric derivatives with respect to them would differ.
    private static OperatorSample Sample(string body, Operand[] operands, Func<torch.Tensor[], torch.Tensor> expected) =>
        new("CrossEntropy", body, operands, expected) { Terms = 60, IsSmooth = operands.All(operand => operand.Name != "w") };
}
