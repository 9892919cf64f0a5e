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
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("MatMul", "x.MatMul(y)", [X, Operand.Fixed("y", 16, 3)], operands => operands[0].mm(operands[1])),
    ];
}
