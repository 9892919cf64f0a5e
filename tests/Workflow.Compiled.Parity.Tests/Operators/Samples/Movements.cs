namespace Workflow.Compiled.Parity.Tests;

/// <summary>Operators that change the order and the number of axes, between steps that compute.</summary>
internal static class Movements
{
    private static Operand X => Operand.Batched("x", 3, 4);

    private static Operand Thin => Operand.Batched("x", 1, 4);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Unary("Transpose", "x.Transpose(1, 2)", X, x => x.transpose(1, 2)),
        OperatorSample.Unary("Transpose", "Square(x).Transpose(-1, 1)", X, x => x.square().transpose(-1, 1)),
        OperatorSample.Unary("Transpose", "Square(Transpose(x, 2, 2))", X, x => x.square()),
        OperatorSample.Unary("Transpose", "Softmax(x.Transpose(1, 3), -1)", Operand.Batched("x", 2, 3, 4), x => x.transpose(1, 3).softmax(-1)) with { Terms = 2 },
        OperatorSample.Unary("Permute", "x.Permute(0, 2, 1)", X, x => x.permute(0, 2, 1)),
        OperatorSample.Unary("Permute", "Square(x.Permute(0, 3, 1, 2))", Operand.Batched("x", 2, 3, 4), x => x.permute(0, 3, 1, 2).square()),
        OperatorSample.Unary("Permute", "x.Permute(0, -1, -3, -2).Flatten(1)", Operand.Batched("x", 2, 3, 4), x => x.permute(0, -1, -3, -2).flatten(1)),
        OperatorSample.Unary("Squeeze", "Square(x).Squeeze(1)", Thin, x => x.square().squeeze(1)),
        OperatorSample.Unary("Squeeze", "Square(x).Squeeze(-1)", Thin, x => x.square().squeeze(-1)),
        OperatorSample.Unary("Unsqueeze", "Square(x).Unsqueeze(1)", X, x => x.square().unsqueeze(1)),
        OperatorSample.Unary("Unsqueeze", "Square(x).Unsqueeze(-1)", X, x => x.square().unsqueeze(-1)),
        OperatorSample.Unary("Unsqueeze", "x.Unsqueeze(2) * x.Unsqueeze(3)", X, x => x.unsqueeze(2) * x.unsqueeze(3)) with { Terms = 8 },
        OperatorSample.Unary("Expand", "Square(x).Expand(-1, 3, 4)", Thin, x => x.square().expand(-1, 3, 4)) with { Terms = 3 },
        OperatorSample.Binary("Expand", "x.Expand(-1, 3, 4).MatMul(y)", Thin, Operand.Fixed("y", 4, 2), (x, y) => x.expand(-1, 3, 4).matmul(y)) with { Terms = 60 },
        OperatorSample.Unary("Expand", "Square(x.Expand(-1, 5, -1))", Thin, x => x.expand(-1, 5, -1).square()) with { Terms = 5 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Transpose", "x.Transpose(0, 3)", [X], operands => operands[0].transpose(0, 3)),
        new("Permute", "x.Permute(0, 1)", [X], operands => operands[0].permute(0, 1)),
        new("Permute", "x.Permute(0, 1, 1)", [X], operands => operands[0].permute(0, 1, 1)),
        new("Squeeze", "x.Squeeze(3)", [X], operands => operands[0].squeeze(3)),
        new("Unsqueeze", "x.Unsqueeze(4)", [X], operands => operands[0].unsqueeze(4)),
        new("Unsqueeze", "x.Unsqueeze(-5)", [X], operands => operands[0].unsqueeze(-5)),
        new("Expand", "x.Expand(-1, 6, 4)", [X], operands => operands[0].expand(-1, 6, 4)),
        new("Expand", "x.Expand(3, 4)", [X], operands => operands[0].expand(3, 4)),
        new("Expand", "x.Expand(-1, -1, 3, 4)", [X], operands => operands[0].expand(-1, -1, 3, 4)),
    ];
}
