using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Matrix products, alone and with what is fused into them. (TorchSharp's matmul ends the process on a wrong shape; its mm throws.)</summary>
internal static class Products
{
    private static Operand X => Operand.Batched("x", 17);

    private static Operand Y => Operand.Fixed("y", 17, 35);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Binary("MatMul", "x.MatMul(y)", X, Y, (x, y) => x.mm(y)) with { Terms = 35 },
        OperatorSample.Binary("MatMul", "Gelu(x.MatMul(y))", X, Y, (x, y) => x.mm(y).gelu()) with { Terms = 35 },
        new OperatorSample(
            "MatMul",
            "Silu(x.MatMul(y) + z) * 0.5f",
            [X, Y, Operand.Fixed("z", 35)],
            operands => functional.linear(operands[0], operands[1].t(), operands[2]).silu() * 0.5f) with { Terms = 35 },
        Batched(Operand.Batched("x", 3, 4), Operand.Batched("y", 4, 6)),
        Batched(Operand.Batched("x", 2, 3, 4), Operand.Batched("y", 1, 4, 6)),
        Batched(Operand.Batched("x", 2, 3, 4), Operand.Fixed("y", 4, 6)),
        Batched(Operand.Batched("x", 1, 3, 4), Operand.Fixed("y", 2, 4, 6)),
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("MatMul", "x.MatMul(y)", [X, Operand.Fixed("y", 16, 3)], operands => operands[0].mm(operands[1])),
        new("MatMul", "x.MatMul(y)", [Operand.Batched("x", 2, 3, 4), Operand.Batched("y", 3, 4, 6)], Torch: null),
        new("MatMul", "x.MatMul(y)", [X, Operand.Fixed("y", 17)], Torch: null),
    ];

    private static OperatorSample Batched(Operand x, Operand y) =>
        OperatorSample.Binary("MatMul", "x.MatMul(y)", x, y, (left, right) => left.matmul(right)) with { Terms = 24 };
}
