using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Normalisation over the last axes, and gates. (The names of the operands are also those of the arguments.)</summary>
internal static class Norms
{
    private static Operand X => Operand.Batched("x", 3, 8);

    private static Operand Weight => Operand.Fixed("w", 8);

    private static Operand Bias => Operand.Fixed("b", 8);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Unary("LayerNorm", "LayerNorm(x, [8])", X, x => functional.layer_norm(x, [8])) with { Terms = 8 },
        OperatorSample.Unary("LayerNorm", "LayerNorm(x, [3, 8], eps: 0.1f)", X, x => functional.layer_norm(x, [3, 8], eps: 0.1)) with { Terms = 24 },
        new OperatorSample("LayerNorm", "LayerNorm(x, [8], w, b)", [X, Weight, Bias], o => functional.layer_norm(o[0], [8], o[1], o[2])) with { Terms = 15 },
        OperatorSample.Binary("LayerNorm", "Relu(LayerNorm(x, [8], w))", X, Weight, (x, w) => functional.layer_norm(x, [8], w).relu()) with { Terms = 15 },
        OperatorSample.Unary("RmsNorm", "RmsNorm(x, [8])", X, x => RmsNorm(x, 1.1920929e-7, -1)) with { Terms = 8 },
        OperatorSample.Unary("RmsNorm", "RmsNorm(x, [3, 8], eps: 0.1f)", X, x => RmsNorm(x, 0.1, -2, -1)) with { Terms = 24 },
        OperatorSample.Binary("RmsNorm", "RmsNorm(x, [8], w)", X, Weight, (x, w) => RmsNorm(x, 1.1920929e-7, -1) * w) with { Terms = 15 },
        OperatorSample.Unary("Glu", "Glu(x)", X, x => functional.glu(x)),
        OperatorSample.Unary("Glu", "Glu(x, dim: 1)", Operand.Batched("x", 4, 3), x => functional.glu(x, 1)),
        OperatorSample.Unary("SwiGlu", "SwiGlu(x)", X, x => functional.silu(x.chunk(2, -1)[0]) * x.chunk(2, -1)[1]),
        OperatorSample.Unary("SwiGlu", "SwiGlu(x, 1)", Operand.Batched("x", 4, 3), x => functional.silu(x.chunk(2, 1)[0]) * x.chunk(2, 1)[1]),
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("LayerNorm", "LayerNorm(x, [7])", [X], operands => functional.layer_norm(operands[0], [7])),
        new("LayerNorm", "LayerNorm(x, [8], y)", [X, Operand.Fixed("y", 7)], operands => functional.layer_norm(operands[0], [8], operands[1])),
        new("RmsNorm", "RmsNorm(x, [8, 3])", [X], Torch: null),
        new("RmsNorm", "RmsNorm(x, [8], y)", [X, Operand.Fixed("y", 7)], Torch: null),
        new("Glu", "Glu(x, 1)", [X], operands => functional.glu(operands[0], 1)),
        new("SwiGlu", "SwiGlu(x, 1)", [X], Torch: null),
    ];

    private static torch.Tensor RmsNorm(torch.Tensor x, double eps, params long[] axes) => x * (x.square().mean(axes, keepdim: true) + eps).rsqrt();
}
