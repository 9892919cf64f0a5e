using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Tensors of one number, between steps that compute and as what kernels read.</summary>
internal static class Filled
{
    private static Operand X => Operand.Batched("x", 3);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Unary("Zeros", "x + Zeros(x.Shape[0], 1)", X, x => x + torch.zeros(x.shape[0], 1, dtype: x.dtype)),
        OperatorSample.Unary("Zeros", "Concat([Zeros(x.Shape[0], 2), Square(x)], 1)", X, x => torch.cat([torch.zeros(x.shape[0], 2, dtype: x.dtype), x.square()], 1)),
        OperatorSample.Unary("Ones", "x.MatMul(Ones(3, 2))", X, x => x.matmul(torch.ones(3, 2, dtype: x.dtype))) with { Terms = 3 },
        OperatorSample.Unary("Ones", "Ones(2, 1) * x.Unsqueeze(1)", X, x => torch.ones(2, 1, dtype: x.dtype) * x.unsqueeze(1)) with { Terms = 2 },
        OperatorSample.Unary("Full", "Maximum(x, Full([3], 0.25f))", X, x => torch.maximum(x, torch.full(3, 0.25f, dtype: x.dtype))) with { IsSmooth = false },
        OperatorSample.Unary("Full", "Full([x.Shape[0], 3, 2, 2], -1.5f) * x.Reshape(-1, 3, 1, 1)", X, x => torch.full([x.shape[0], 3, 2, 2], -1.5f, dtype: x.dtype) * x.reshape(-1, 3, 1, 1)) with { Terms = 4 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Zeros", "x + Zeros(-1, 3)", [X], operands => operands[0] + torch.zeros(-1, 3)),
        new("Full", "x * Full([2, -3], 1f)", [X], operands => operands[0] * torch.full([2, -3], 1f)),
    ];
}
