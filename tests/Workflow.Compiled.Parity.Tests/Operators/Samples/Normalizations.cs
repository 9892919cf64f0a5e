using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Softmax and its logarithm, along the last, a middle and the batch axis, with small and with large values.</summary>
internal static class Normalizations
{
    private static Operand X => Operand.Batched("x", 4, 6);

    private static Operand Large => Operand.Batched("x", 19) with { High = 80 };

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Unary("Softmax", "Softmax(x, dim: -1)", X, x => x.softmax(-1)) with { Terms = 6 },
        OperatorSample.Unary("Softmax", "Softmax(x, dim: 1)", X, x => x.softmax(1)) with { Terms = 4 },
        OperatorSample.Unary("Softmax", "Softmax(x, dim: 0)", X, x => x.softmax(0)) with { Terms = 5 },
        OperatorSample.Unary("Softmax", "Softmax(x, dim: 1)", Large, x => x.softmax(1)) with { Terms = 19 },
        OperatorSample.Unary("LogSoftmax", "LogSoftmax(x, dim: -1)", X, x => functional.log_softmax(x, -1)) with { Terms = 6 },
        OperatorSample.Unary("LogSoftmax", "LogSoftmax(x, dim: 1)", X, x => functional.log_softmax(x, 1)) with { Terms = 4 },
        OperatorSample.Unary("LogSoftmax", "LogSoftmax(x, dim: 0)", X, x => functional.log_softmax(x, 0)) with { Terms = 5 },
        OperatorSample.Unary("LogSoftmax", "LogSoftmax(x, dim: 1)", Large, x => functional.log_softmax(x, 1)) with { Terms = 19 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Softmax", "Softmax(x, dim: 3)", [X], operands => operands[0].softmax(3)),
        new("LogSoftmax", "LogSoftmax(x, dim: -4)", [X], operands => functional.log_softmax(operands[0], -4)),
    ];
}
