using TorchSharp;
using static TorchSharp.torch;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Comparisons and what is chosen by them, with equal values and at the limits.</summary>
internal static class Choices
{
    private static readonly float[] s_values = [0, 1, -1, 0.5f, 2, 2, -3];

    private static readonly (string Name, string Sign, Func<torch.Tensor, torch.Tensor, torch.Tensor> Torch)[] s_comparisons =
    [
        ("Greater", ">", (a, b) => a.gt(b)), ("Less", "<", (a, b) => a.lt(b)), ("GreaterOrEqual", ">=", (a, b) => a.ge(b)), ("LessOrEqual", "<=", (a, b) => a.le(b)),
    ];

    private static readonly (string Name, Func<torch.Tensor, torch.Tensor, torch.Tensor> Torch)[] s_equalities = [("Equal", (a, b) => a.eq(b)), ("NotEqual", (a, b) => a.ne(b))];

    // Far enough from what it is compared with for numeric derivatives.
    private static Operand X => Operand.Batched("x", 4, 6) with { Low = 1 };

    private static Operand Y => Operand.Batched("y", 4, 6) with { High = 0.5f };

    private static Operand Row => Operand.Fixed("y", 6) with { High = 0.5f };

    private static Operand Column => Operand.Batched("y", 4, 1) with { High = 0.5f };

    private static Operand EdgeX => Operand.AtEdges("x", 0, s_values);

    private static Operand EdgeY => Operand.AtEdges("y", 1, s_values);

    public static IEnumerable<OperatorSample> Samples =>
    [
        .. s_comparisons.SelectMany(comparison => (OperatorSample[])
        [
            OperatorSample.Binary(comparison.Name, $"x * (x {comparison.Sign} y)", X, Y, (x, y) => x * comparison.Torch(x, y)),
            OperatorSample.Binary(comparison.Name, $"x * (y {comparison.Sign} x)", X, Row, (x, y) => x * comparison.Torch(y, x)),
            OperatorSample.Binary(comparison.Name, $"x {comparison.Sign} y", EdgeX, EdgeY, (x, y) => Held(comparison.Torch(x, y), x, y)),
            OperatorSample.Unary(comparison.Name, $"x {comparison.Sign} 0.5f", EdgeX, x => Held(comparison.Torch(x, tensor(0.5f)), x)),
            OperatorSample.Unary(comparison.Name, $"x * (0.5f {comparison.Sign} x)", EdgeX, x => x * comparison.Torch(tensor(0.5f), x)),
        ]),
        .. s_equalities.SelectMany(equality => (OperatorSample[])
        [
            OperatorSample.Binary(equality.Name, $"x * {equality.Name}(x, y)", EdgeX, EdgeY, (x, y) => x * equality.Torch(x, y)),
            OperatorSample.Binary(equality.Name, $"x * {equality.Name}(y, x)", X, Column, (x, y) => x * equality.Torch(y, x)),
            OperatorSample.Unary(equality.Name, $"x * {equality.Name}(x, 2f)", EdgeX, x => x * equality.Torch(x, tensor(2f))),
        ]),
        OperatorSample.Binary("Where", "Where(x > y, x, y)", X, Y, (x, y) => where(x > y, x, y)),
        OperatorSample.Binary("Where", "Where(x < 0, Square(x), y)", X, Row, (x, y) => where(x < 0, x.square(), y)) with { Terms = 20 },
        OperatorSample.Binary("Where", "Where(y, x, 2f)", X, Column, (x, y) => where(y != 0, x, tensor(2f)) + 0 * y),
        OperatorSample.Unary("Where", "Where(x > 0.5f, -1f, x)", x => where(x > 0.5f, tensor(-1f), x)),
        OperatorSample.Unary("Where", "x * Where(x, 3f, 0.5f)", EdgeX, x => x * where(x != 0, tensor(3f), tensor(0.5f))),
        OperatorSample.Binary("Maximum", "Maximum(x, y)", X, Y, (x, y) => maximum(x, y)),
        OperatorSample.Binary("Maximum", "Maximum(y, x)", X, Row, (x, y) => maximum(y, x)) with { Terms = 20 },
        OperatorSample.Binary("Maximum", "Maximum(x, y)", EdgeX, EdgeY, (x, y) => maximum(x, y)),
        OperatorSample.Unary("Maximum", "Maximum(x, 0.5f)", EdgeX, x => maximum(x, tensor(0.5f))),
        OperatorSample.Binary("Minimum", "Minimum(x, y)", X, Y, (x, y) => minimum(x, y)),
        OperatorSample.Binary("Minimum", "Minimum(x, y)", X, Column, (x, y) => minimum(x, y)) with { Terms = 6 },
        OperatorSample.Binary("Minimum", "Minimum(x, y)", EdgeX, EdgeY, (x, y) => minimum(x, y)),
        OperatorSample.Unary("Minimum", "Minimum(x, 0.5f)", EdgeX, x => minimum(x, tensor(0.5f))),
        OperatorSample.Unary("Clamp", "Clamp(x, -0.5f, 1)", x => x.clamp(-0.5, 1)),
        OperatorSample.Unary("Clamp", "x.Clamp(min: 0.5f)", EdgeX, x => x.clamp(min: 0.5)),
        OperatorSample.Unary("Clamp", "x.Clamp(max: 0.5f)", EdgeX, x => x.clamp(max: 0.5)),
        OperatorSample.Unary("Clamp", "Clamp(x, -1, 2)", EdgeX, x => x.clamp(-1, 2)),
        OperatorSample.Unary("Clamp", "Clamp(x, 1, -1)", EdgeX, x => x.clamp(1, -1)),
        OperatorSample.Unary("Clamp", "Clamp(x)", x => x + 0),
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Greater", "x > y", [X, Operand.Batched("y", 4, 5)], operands => operands[0].gt(operands[1])),
        new("Equal", "Equal(x, y)", [X, Operand.Batched("y", 4, 5)], operands => operands[0].eq(operands[1])),
        new("Maximum", "Maximum(x, y)", [X, Operand.Batched("y", 4, 5)], operands => maximum(operands[0], operands[1])),
        new("Minimum", "Minimum(x, y)", [X, Operand.Batched("y", 4, 5)], operands => minimum(operands[0], operands[1])),
        new("Where", "Where(x, x, y)", [X, Operand.Batched("y", 4, 5)], operands => where(operands[0] != 0, operands[0], operands[1])),
        new("Pow", "Pow(x, y)", [X, Operand.Batched("y", 4, 5)], operands => operands[0].pow(operands[1])),
    ];

    // As numbers, and with a gradient of zeros: libtorch itself refuses to go back through a comparison.
    private static torch.Tensor Held(torch.Tensor comparison, params torch.Tensor[] operands) => operands.Aggregate(comparison.to_type(ScalarType.Float32), (sum, x) => sum + 0 * x);
}
