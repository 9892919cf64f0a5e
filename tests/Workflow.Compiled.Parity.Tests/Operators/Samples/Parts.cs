using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Parts of tensors, and tensors from parts.</summary>
internal static class Parts
{
    private static Operand X => Operand.Batched("x", 3, 7);

    private static Operand Y => Operand.Batched("y", 2, 7);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Binary("Concat", "Concat([x, y], dim: 1)", X, Y, (x, y) => torch.cat([x, y], 1)),
        OperatorSample.Binary("Concat", "Square(Concat([Relu(x), y, x], -2))", X, Y, (x, y) => torch.cat([x.relu(), y, x], -2).square()) with { Terms = 2 },
        OperatorSample.Unary("Concat", "Concat([x, Square(x)])", X, x => torch.cat([x, x.square()], 0)) with { Terms = 2 },
        OperatorSample.Unary("Stack", "Stack([x, Square(x)], dim: 1)", X, x => torch.stack([x, x.square()], 1)) with { Terms = 2 },
        OperatorSample.Unary("Stack", "Square(Stack([x, x, x], -1))", X, x => torch.stack([x, x, x], -1).square()) with { Terms = 3 },
        OperatorSample.Unary("Split", "x.Split(3, dim: 2)[0] * Split(x, 3, -1)[1]", X, x => x.split(3, 2)[0] * x.split(3, -1)[1]),
        OperatorSample.Unary("Split", "Square(x.Split(3, dim: 2)[2])", X, x => x.split(3, 2)[2].square()),
        OperatorSample.Unary("Split", "Square(x.Split([2, 4, 1], dim: 2)[1])", X, x => x.split([2, 4, 1], 2)[1].square()),
        OperatorSample.Unary("Chunk", "x.Chunk(4, dim: 2)[0] + x.Chunk(4, dim: -1)[2]", X, x => x.chunk(4, 2)[0] + x.chunk(4, -1)[2]),
        OperatorSample.Unary("Chunk", "Square(x.Chunk(3, dim: 1)[2])", X, x => x.chunk(3, 1)[2].square()),
        OperatorSample.Unary("Slice", "Square(x.Slice(2, 1, 5))", X, x => x.slice(2, 1, 5, 1).square()),
        OperatorSample.Unary("Slice", "x.Slice(2, -5, -1, step: 2)", X, x => x.slice(2, -5, -1, 2)),
        OperatorSample.Unary("Slice", "x.Slice(1, -9, 9) * Slice(x, 1)", X, x => x.square()),
        OperatorSample.Unary("Slice", "x.Slice(2, step: 3)", X, x => x.slice(2, 0, 7, 3)),
        OperatorSample.Unary("Select", "Square(x.Select(1, 2))", X, x => x.select(1, 2).square()),
        OperatorSample.Unary("Select", "x.Select(-1, -1)", X, x => x.select(-1, -1)),
        OperatorSample.Unary("Index", "x[.., 1..3]", X, x => x.slice(1, 1, 3, 1)),
        OperatorSample.Unary("Index", "Square(x[.., ^1, 2..^1])", X, x => x.select(1, -1).slice(1, 2, -1, 1).square()),
        OperatorSample.Unary("Index", "x[.., 0] * x[.., ..2, ^1].Sum([1], true)", X, x => x.select(1, 0) * x.slice(1, 0, 2, 1).select(2, -1).sum(1, keepdim: true)) with { Terms = 2 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Concat", "Concat([x, y], dim: 2)", [X, Y], operands => torch.cat([operands[0], operands[1]], 2)),
        new("Concat", "Concat([x, y], dim: 3)", [X, Y], operands => torch.cat([operands[0], operands[1]], 3)),
        new("Stack", "Stack([x, y], dim: 1)", [X, Y], operands => torch.stack([operands[0], operands[1]], 1)),
        new("Split", "x.Split([2, 4], dim: 2)[0]", [X], operands => operands[0].split([2, 4], 2)[0]),
        new("Split", "x.Split(2, dim: 3)[0]", [X], operands => operands[0].split(2, 3)[0]),
        new("Chunk", "x.Chunk(0, dim: 1)[0]", [X], operands => operands[0].chunk(0, 1)[0]),
        new("Slice", "x.Slice(3, 0, 1)", [X], operands => operands[0].slice(3, 0, 1, 1)),
        new("Slice", "x.Slice(1, 0, 1, 0)", [X], operands => operands[0].slice(1, 0, 1, 0)),
        new("Select", "x.Select(1, 3)", [X], operands => operands[0].select(1, 3)),
        new("Index", "x[.., 4]", [X], operands => operands[0].select(1, 4)),
        // libtorch stops at the end of the axis; C#'s ranges do not.
        new("Index", "x[.., 2..5]", [X], Torch: null),
        new("Index", "x[0, 0, 0, 0]", [X], Torch: null),
    ];
}
