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
        OperatorSample.Binary("BceWithLogits", "BceWithLogits(x, y)", X, Probability, (x, y) => functional.binary_cross_entropy_with_logits(x, y)) with { Terms = 60 },
        OperatorSample.Binary("BceWithLogits", "BceWithLogits(x, y, reduction: Reduction.None)", X with { High = 40 }, Probability, (x, y) => functional.binary_cross_entropy_with_logits(x, y, reduction: TorchReduction.None)),
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("MseLoss", "MseLoss(x, y)", [X, Operand.Batched("y", 4, 3)], operands => functional.mse_loss(operands[0], operands[1])),
        new("BceWithLogits", "BceWithLogits(x, y)", [X, Operand.Batched("y", 3, 3)], operands => functional.binary_cross_entropy_with_logits(operands[0], operands[1])),
        new("BceWithLogits", "BceWithLogits(x, y, z)", [X, Y, Operand.Fixed("z", 3)], operands => functional.binary_cross_entropy_with_logits(operands[0], operands[1], operands[2])),
    ];
}
