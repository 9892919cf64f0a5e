using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Activation functions.</summary>
internal static class Activations
{
    // Far enough out for both linear ends, and for exp to be large or vanish.
    private static Operand Wide => Operand.Batched("x", 33) with { High = 30 };

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
    ];

    public static IEnumerable<BadSample> Bad => [];
}
