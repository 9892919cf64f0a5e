using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Activation functions.</summary>
internal static class Activations
{
    // Far enough out for both linear ends, and for exp to be large or vanish.
    private static Operand Wide => Operand.Batched("x", 33) with { High = 30 };

    // Where the pieces of the hard activations meet.
    private static Operand AtLimits => Operand.AtEdges("x", 0, 0, 3, -3, 6, -6, 1, -1, 2.9999998f, -2.9999998f, 5.9999995f, 20, -20, 100, -100);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Unary("Relu", "Relu(x)", x => x.relu()),
        OperatorSample.Unary("LeakyRelu", "LeakyRelu(x)", x => x.leaky_relu(0.01)),
        OperatorSample.Unary("LeakyRelu", "LeakyRelu(x, 0.2f)", x => x.leaky_relu(0.2)),
        OperatorSample.Unary("LeakyRelu", "LeakyRelu(x, -0.5f)", x => x.leaky_relu(-0.5)),
        OperatorSample.Unary("Sigmoid", "Sigmoid(x)", x => x.sigmoid()),
        OperatorSample.Unary("Sigmoid", "Sigmoid(x)", Wide, x => x.sigmoid()),
        OperatorSample.Unary("Tanh", "Tanh(x)", x => x.tanh()),
        OperatorSample.Unary("Tanh", "Tanh(x)", Wide, x => x.tanh()),
        OperatorSample.Unary("Gelu", "Gelu(x)", x => x.gelu()),
        OperatorSample.Unary("Gelu", "Gelu(x)", Wide, x => x.gelu()),
        OperatorSample.Unary("Gelu", "Gelu(x, GeluApproximation.Tanh)", x => functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh)),
        OperatorSample.Unary("Gelu", "Gelu(x, GeluApproximation.Tanh)", Wide, x => functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh)),
        OperatorSample.Unary("Silu", "Silu(x)", x => x.silu()),
        OperatorSample.Unary("Silu", "Silu(x)", Wide, x => x.silu()),
        OperatorSample.Unary("Elu", "Elu(x)", x => x.elu(1.0)),
        OperatorSample.Unary("Elu", "Elu(x, 0.3f)", x => x.elu(0.3)),
        OperatorSample.Unary("Elu", "Elu(x, -1.5f)", x => x.elu(-1.5)),
        OperatorSample.Unary("Softplus", "Softplus(x)", x => x.softplus(1, 20)),
        OperatorSample.Unary("Softplus", "Softplus(x, beta: 2, threshold: 5)", Wide, x => x.softplus(2, 5)),
        OperatorSample.Unary("Relu6", "Relu6(x)", x => x.relu6()),
        OperatorSample.Unary("Relu6", "Relu6(x)", AtLimits, x => x.relu6()),
        OperatorSample.Unary("Hardtanh", "Hardtanh(x)", x => Hardtanh(x, -1, 1)),
        OperatorSample.Unary("Hardtanh", "Hardtanh(x, -0.5f, 1.75f)", x => Hardtanh(x, -0.5f, 1.75f)) with { IsSmooth = false },
        OperatorSample.Unary("Hardtanh", "Hardtanh(x, minVal: -3, maxVal: 6)", AtLimits, x => Hardtanh(x, -3, 6)),
        OperatorSample.Unary("Hardsigmoid", "Hardsigmoid(x)", x => functional.hardsigmoid(x)),
        OperatorSample.Unary("Hardsigmoid", "Hardsigmoid(x)", AtLimits, x => functional.hardsigmoid(x)),
        OperatorSample.Unary("Hardswish", "Hardswish(x)", x => functional.hardswish(x)),
        OperatorSample.Unary("Hardswish", "Hardswish(x)", AtLimits, x => functional.hardswish(x)),
        OperatorSample.Unary("Mish", "Mish(x)", x => functional.mish(x)),
        OperatorSample.Unary("Mish", "Mish(x)", Wide, x => functional.mish(x)),
        OperatorSample.Unary("Mish", "Mish(x)", AtLimits, x => functional.mish(x)),
        OperatorSample.Binary("PRelu", "PRelu(x, y)", Operand.Batched("x", 3, 7), Operand.Fixed("y", 3), (x, y) => functional.prelu(x, y)) with { Terms = 35 },
        OperatorSample.Binary("PRelu", "PRelu(x, y)", Operand.Batched("x", 6), Operand.Fixed("y", 6), (x, y) => functional.prelu(x, y)) with { Terms = 5 },
        OperatorSample.Binary("PRelu", "PRelu(x, y)", Operand.Batched("x", 3, 7), Operand.Fixed("y", 1), (x, y) => functional.prelu(x, y)) with { Terms = 105 },
        OperatorSample.Binary("PRelu", "PRelu(x, y)", AtLimits, Operand.Fixed("y", 1), (x, y) => functional.prelu(x, y)) with { Terms = 70 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("PRelu", "PRelu(x, y)", [Operand.Batched("x", 3, 7), Operand.Fixed("y", 4)], operands => functional.prelu(operands[0], operands[1])),
        new("PRelu", "PRelu(x, y)", [Operand.Batched("x", 3, 7), Operand.Fixed("y", 3, 1)], operands => functional.prelu(operands[0], operands[1])),
        new("Hardtanh", "Hardtanh(x, 2, -2)", [Operand.Batched("x", 3)], Torch: null),
    ];

    // TorchSharp's own hardtanh returns values beyond the limits it is given. Like libtorch's, this one lets no gradient through at the limits.
    private static torch.Tensor Hardtanh(torch.Tensor x, float least, float greatest) =>
        torch.where(x > least, torch.where(x < greatest, x, torch.tensor(greatest)), torch.tensor(least));
}
