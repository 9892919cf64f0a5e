namespace Workflow.Compiled.Parity.Tests;

/// <summary>+, -, *, / between tensors of equal shape, with broadcasting on either side, and with numbers.</summary>
internal static class Arithmetic
{
    private static Operand X => Operand.Batched("x", 4, 6);

    private static Operand Y => Operand.Batched("y", 4, 6);

    private static Operand Row => Operand.Fixed("y", 6);

    private static Operand Column => Operand.Batched("y", 4, 1);

    // Dividing by it is well conditioned.
    private static Operand PositiveRow => Row.Within(0.5f, 2);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Binary("Add", "x + y", X, Y, (x, y) => x + y),
        OperatorSample.Binary("Add", "x + y", X, Row, (x, y) => x + y) with { Terms = 20 },
        OperatorSample.Binary("Add", "y + x", X, Column, (x, y) => y + x) with { Terms = 6 },
        OperatorSample.Unary("Add", "x + 1.5f", x => x + 1.5f),
        OperatorSample.Unary("Add", "1.5f + x", x => 1.5f + x),
        OperatorSample.Unary("Add", "x + x", x => x + x),
        OperatorSample.Binary("Subtract", "x - y", X, Y, (x, y) => x - y),
        OperatorSample.Binary("Subtract", "y - x", X, Row, (x, y) => y - x) with { Terms = 20 },
        OperatorSample.Binary("Subtract", "x - y", X, Column, (x, y) => x - y) with { Terms = 6 },
        OperatorSample.Unary("Subtract", "x - 0.25f", x => x - 0.25f),
        OperatorSample.Unary("Subtract", "0.25f - x", x => 0.25f - x),
        OperatorSample.Binary("Multiply", "x * y", X, Y, (x, y) => x * y),
        OperatorSample.Binary("Multiply", "x * y", X, Row, (x, y) => x * y) with { Terms = 20 },
        OperatorSample.Binary("Multiply", "y * x", X, Column, (x, y) => y * x) with { Terms = 6 },
        OperatorSample.Unary("Multiply", "x * -3f", x => x * -3f),
        OperatorSample.Unary("Multiply", "0.5f * x", x => 0.5f * x),
        OperatorSample.Unary("Multiply", "x * x", x => x * x),
        OperatorSample.Binary("Divide", "x / y", X, Y.Within(0.5f, 2), (x, y) => x / y),
        OperatorSample.Binary("Divide", "x / y", X, PositiveRow, (x, y) => x / y) with { Terms = 20 },
        OperatorSample.Binary("Divide", "y / x", X.Within(0.5f, 2), Column, (x, y) => y / x) with { Terms = 6 },
        OperatorSample.Unary("Divide", "x / 7f", x => x / 7f),
        OperatorSample.Unary("Divide", "7f / x", Operand.Batched("x", 9).Within(0.5f, 2), x => 7f / x),
    ];

    public static IEnumerable<BadSample> Bad =>
        from sign in (string[])["+", "-", "*", "/"]
        select new BadSample(Names[sign], $"x {sign} y", [X, Operand.Batched("y", 4, 5)], operands => sign switch
        {
            "+" => operands[0] + operands[1],
            "-" => operands[0] - operands[1],
            "*" => operands[0] * operands[1],
            _ => operands[0] / operands[1],
        });

    private static readonly Dictionary<string, string> Names = new() { ["+"] = "Add", ["-"] = "Subtract", ["*"] = "Multiply", ["/"] = "Divide" };
}
