namespace Workflow.Compiled.Parity.Tests;

/// <summary>Sums and means over chosen axes. Those that join the batch are broadcast back, as a pass has one result a sample.</summary>
internal static class Reductions
{
    private static Operand X => Operand.Batched("x", 3, 4);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Unary("Sum", "x.Sum(1)", X, x => x.sum(1)) with { Terms = 3 },
        OperatorSample.Unary("Sum", "x.Sum(-1)", X, x => x.sum(-1)) with { Terms = 4 },
        OperatorSample.Unary("Sum", "x.Sum(1, 2)", X, x => x.sum([1, 2])) with { Terms = 12 },
        OperatorSample.Unary("Sum", "x.Sum([2], keepDim: true)", X, x => x.sum([2], keepdim: true)) with { Terms = 4 },
        OperatorSample.Unary("Sum", "x * x.Sum(0)", X, x => x * x.sum(dim: 0)) with { Terms = 5 },
        OperatorSample.Unary("Sum", "x * x.Sum()", X, x => x * x.sum()) with { Terms = 60 },
        OperatorSample.Unary("Mean", "x.Mean(1)", X, x => x.mean([1])),
        OperatorSample.Unary("Mean", "x.Mean(-1)", X, x => x.mean([-1])),
        OperatorSample.Unary("Mean", "x.Mean(1, 2)", X, x => x.mean([1, 2])),
        OperatorSample.Unary("Mean", "x.Mean([1], keepDim: true)", X, x => x.mean([1], keepdim: true)),
        OperatorSample.Unary("Mean", "x - x.Mean(0)", X, x => x - x.mean([0])) with { Terms = 5 },
        OperatorSample.Unary("Mean", "x * x.Mean()", X, x => x * x.mean()) with { Terms = 60 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Sum", "x.Sum(3)", [X], operands => operands[0].sum(3)),
        new("Sum", "x.Sum(-4)", [X], operands => operands[0].sum(-4)),
        new("Mean", "x.Mean(3)", [X], operands => operands[0].mean([3])),
    ];
}
