namespace Workflow.Compiled.Parity.Tests;

/// <summary>Operators that only change the shape. A pointwise step around them keeps the compiler from seeing nothing to do.</summary>
internal static class Shapes
{
    private static Operand X => Operand.Batched("x", 3, 4);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Unary("Flatten", "x.Flatten(1)", X, x => x.flatten(1)),
        OperatorSample.Unary("Flatten", "Square(x).Flatten(1, 2)", X, x => x.square().flatten(1, 2)),
        OperatorSample.Unary("Flatten", "Square(x.Flatten(-2))", X, x => x.flatten(-2).square()),
        OperatorSample.Unary("Reshape", "x.Reshape(-1, 12)", X, x => x.reshape(-1, 12)),
        OperatorSample.Unary("Reshape", "Square(x).Reshape(-1, 2, 6)", X, x => x.square().reshape(-1, 2, 6)),
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Flatten", "x.Flatten(3)", [X], operands => operands[0].flatten(3)),
        new("Flatten", "x.Flatten(2, 1)", [X], operands => operands[0].flatten(2, 1)),
        new("Reshape", "x.Reshape(-1, 7)", [X], operands => operands[0].reshape(-1, 7)),
        new("Reshape", "x.Reshape(-1, -1)", [X], operands => operands[0].reshape(-1, -1)),
    ];
}
