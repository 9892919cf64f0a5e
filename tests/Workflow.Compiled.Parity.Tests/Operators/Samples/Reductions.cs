namespace Workflow.Compiled.Parity.Tests;

/// <summary>Sums, means, extremes and deviations over chosen axes. Those that join the batch are broadcast back, as a pass has one result a sample.</summary>
internal static class Reductions
{
    private static Operand X => Operand.Batched("x", 3, 4);

    // Several largest and several smallest elements.
    private static Operand Tied => Operand.AtEdges("x", 0, 1, 3, -2, 3, 0, -2, 3, -2, -2);

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
        OperatorSample.Unary("Max", "x.Max(1)", X, x => x.amax([1])),
        OperatorSample.Unary("Max", "x.Max(-1)", Operand.Batched("x", 3, 77), x => x.amax([-1])) with { IsSmooth = false },
        OperatorSample.Unary("Max", "x.Max(1, 3)", Operand.Batched("x", 3, 4, 5), x => x.amax([1, 3])) with { IsSmooth = false },
        OperatorSample.Unary("Max", "x - x.Max([1, 2], keepDim: true)", X, x => x - x.amax([1, 2], keepdim: true)) with { Terms = 12 },
        OperatorSample.Unary("Max", "x * x.Max(0)", X, x => x * x.amax([0])) with { Terms = 5 },
        OperatorSample.Unary("Max", "x * x.Max()", X, x => x * x.amax([0, 1, 2])) with { Terms = 60 },
        OperatorSample.Unary("Max", "Max(x, 1)", Tied, x => x.amax([1])),
        OperatorSample.Unary("Min", "x.Min(1)", X, x => x.amin([1])),
        OperatorSample.Unary("Min", "x.Min([-1], keepDim: true)", Operand.Batched("x", 3, 77), x => x.amin([-1], keepdim: true)) with { IsSmooth = false },
        OperatorSample.Unary("Min", "x.Min(1, 3)", Operand.Batched("x", 3, 4, 5), x => x.amin([1, 3])) with { IsSmooth = false },
        OperatorSample.Unary("Min", "x * x.Min(0)", X, x => x * x.amin([0])) with { Terms = 5 },
        OperatorSample.Unary("Min", "Min(x, 1)", Tied, x => x.amin([1])),
        OperatorSample.Unary("Var", "x.Var(1)", X, x => x.var(1)) with { Terms = 3 },
        OperatorSample.Unary("Var", "x.Var(-1)", Operand.Batched("x", 3, 77), x => x.var(-1)) with { Terms = 77 },
        OperatorSample.Unary("Var", "x.Var([1, 2], keepDim: true, correction: 0)", X, x => x.var([1, 2], unbiased: false, keepdim: true)) with { Terms = 12 },
        OperatorSample.Unary("Var", "x.Var(1, 3)", Operand.Batched("x", 3, 4, 5), x => x.var([1, 3])) with { Terms = 15 },
        OperatorSample.Unary("Var", "x * x.Var(0)", X, x => x * x.var(0)) with { Terms = 5 },
        OperatorSample.Unary("Var", "x.Var(1)", Operand.Batched("x", 9).Within(1000, 1002), x => x.var(1)) with { Terms = 9 },
        OperatorSample.Unary("Std", "x.Std(1)", X, x => x.std(1)) with { Terms = 3 },
        OperatorSample.Unary("Std", "x / x.Std([-1], keepDim: true)", X, x => x / x.std(-1, keepdim: true)) with { Terms = 4 },
        OperatorSample.Unary("Std", "Std(x, [1, 2], keepDim: false, correction: 0)", X, x => x.std([1, 2], unbiased: false)) with { Terms = 12 },
        OperatorSample.Unary("Std", "x.Std(1)", Operand.AtEdges("x", 0, 1.5f, 1.5f, 1.5f, 1.5f), x => x.std(1)),
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Sum", "x.Sum(3)", [X], operands => operands[0].sum(3)),
        new("Sum", "x.Sum(-4)", [X], operands => operands[0].sum(-4)),
        new("Mean", "x.Mean(3)", [X], operands => operands[0].mean([3])),
        new("Max", "x.Max(3)", [X], operands => operands[0].amax([3])),
        new("Min", "x.Min(-4)", [X], operands => operands[0].amin([-4])),
        new("Var", "x.Var(3)", [X], operands => operands[0].var(3)),
        new("Std", "x.Std(1, 1)", [X], operands => operands[0].std([1, 1])),
    ];
}
