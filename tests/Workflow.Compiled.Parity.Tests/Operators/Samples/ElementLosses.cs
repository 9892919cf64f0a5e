using TorchSharp;
using static TorchSharp.torch.nn;
using TorchReduction = TorchSharp.torch.nn.Reduction;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Losses of values against values, as functions.</summary>
internal static class ElementLosses
{
    private static Operand X => Operand.Batched("x", 3, 4);

    private static Operand Y => Operand.Batched("y", 3, 4);

    private static Operand Probability => Y.Within(0.1f, 0.9f);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Binary("MseLoss", "MseLoss(x, y)", X, Y, (x, y) => functional.mse_loss(x, y)) with { Terms = 60, IsCompiled = false },
        OperatorSample.Binary("MseLoss", "x * MseLoss(x, y)", X, Y, (x, y) => x * functional.mse_loss(x, y)) with { Terms = 60 },
        OperatorSample.Binary("MseLoss", "y * MseLoss(x, y, Reduction.Sum)", X, Y, (x, y) => y * functional.mse_loss(x, y, TorchReduction.Sum)) with { Terms = 60 },
        OperatorSample.Binary("MseLoss", "MseLoss(x, y, Reduction.Sum)", X, Y, (x, y) => functional.mse_loss(x, y, TorchReduction.Sum)) with { Terms = 60, IsCompiled = false },
        OperatorSample.Binary("MseLoss", "MseLoss(x, y, reduction: Reduction.None)", X, Y, (x, y) => functional.mse_loss(x, y, TorchReduction.None)),
        OperatorSample.Binary("BceWithLogits", "BceWithLogits(x, y)", X, Probability, (x, y) => functional.binary_cross_entropy_with_logits(x, y)) with { Terms = 60, IsCompiled = false },
        OperatorSample.Binary("BceWithLogits", "x * BceWithLogits(x, y)", X, Probability, (x, y) => x * functional.binary_cross_entropy_with_logits(x, y)) with { Terms = 60 },
        OperatorSample.Binary("BceWithLogits", "y * BceWithLogits(x, y, reduction: Reduction.Sum)", X, Probability, (x, y) => y * functional.binary_cross_entropy_with_logits(x, y, reduction: TorchReduction.Sum)) with { Terms = 60 },
        OperatorSample.Binary("BceWithLogits", "BceWithLogits(x, y, reduction: Reduction.None)", X with { High = 40 }, Probability, (x, y) => functional.binary_cross_entropy_with_logits(x, y, reduction: TorchReduction.None)),
        new("BceWithLogits", "BceWithLogits(x, y, w, reduction: Reduction.None)", [X, Probability, Factor("w", 4)], operands => Bce(operands[0], operands[1], operands[2], 1)) { Terms = 15 },
        new("BceWithLogits", "BceWithLogits(x, y, positiveWeight: p, reduction: Reduction.None)", [X, Probability, Factor("p", 3, 1)], operands => Bce(operands[0], operands[1], 1, operands[2])) { Terms = 20 },
        new("BceWithLogits", "x * BceWithLogits(x, y, w, p)", [X, Probability, Factor("w", 3, 4), Factor("p", 4)], operands => operands[0] * Bce(operands[0], operands[1], operands[2], operands[3]).mean()) { Terms = 60 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("MseLoss", "MseLoss(x, y)", [X, Operand.Batched("y", 4, 3)], operands => functional.mse_loss(operands[0], operands[1])),
        new("BceWithLogits", "BceWithLogits(x, y)", [X, Operand.Batched("y", 3, 3)], operands => functional.binary_cross_entropy_with_logits(operands[0], operands[1])),
        new("BceWithLogits", "BceWithLogits(x, y, z)", [X, Y, Operand.Fixed("z", 3)], operands => functional.binary_cross_entropy_with_logits(operands[0], operands[1], operands[2])),
    ];

    private static Operand Factor(string name, params int[] lengths) => Operand.Fixed(name, lengths).Within(0.5f, 2);

    // libtorch's own function gives no gradients of the factors.
    private static torch.Tensor Bce(torch.Tensor x, torch.Tensor y, torch.Tensor weight, torch.Tensor positiveWeight) =>
        -weight * (positiveWeight * y * functional.logsigmoid(x) + (1 - y) * functional.logsigmoid(-x));
}
