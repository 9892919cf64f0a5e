using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Places of extremes, and rows of a table by number.</summary>
internal static class Places
{
    private static Operand X => Operand.Batched("x", 3, 4);

    // Several largest and several smallest elements.
    private static Operand Tied => Operand.AtEdges("x", 0, 1, 3, -2, 3, 0, -2, 3, -2, -2);

    public static IEnumerable<OperatorSample> Samples =>
    [
        Sample("ArgMax", "Embedding(x.ArgMax(1), y)", X, Table(3, 6), (x, y) => Rows(x.argmax(1), y)),
        Sample("ArgMax", "Embedding(x.ArgMax(-1, keepDim: true), y)", X, Table(4, 6), (x, y) => Rows(x.argmax(-1, keepdim: true), y)),
        Sample("ArgMax", "Embedding(x.ArgMax(2), y)", Operand.Batched("x", 3, 77), Table(77, 2), (x, y) => Rows(x.argmax(2), y)),
        Sample("ArgMax", "Embedding(x.ArgMax(1), y)", Operand.Batched("x", 9, 7, 5), Table(9, 2), (x, y) => Rows(x.argmax(1), y)),
        Sample("ArgMax", "Embedding(x.ArgMax(1), y)", Tied, Table(9, 2), (x, y) => Rows(x.argmax(1), y)),
        Sample("ArgMin", "Embedding(x.ArgMin(1), y)", X, Table(3, 6), (x, y) => Rows(x.argmin(1), y)),
        Sample("ArgMin", "Embedding(x.ArgMin(-1, keepDim: true), y)", X, Table(4, 6), (x, y) => Rows(x.argmin(-1, keepdim: true), y)),
        Sample("ArgMin", "Embedding(x.ArgMin(1), y)", Tied, Table(9, 2), (x, y) => Rows(x.argmin(1), y)),
        Sample("Embedding", "Embedding(t, y)", Operand.Labels("t", 7, 3), Table(7, 5), Rows) with { IsSmooth = true },
        Sample("Embedding", "Embedding(t, y, paddingIndex: 2)", Operand.Labels("t", 4, 6), Table(4, 5), (t, y) => Rows(t, torch.cat([y.narrow(0, 0, 2), y.narrow(0, 2, 1).detach(), y.narrow(0, 3, 1)]))),
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("ArgMax", "Embedding(x.ArgMax(3), y)", [X, Table(3, 6)], operands => operands[0].argmax(3)),
        new("ArgMin", "Embedding(x.ArgMin(-4), y)", [X, Table(3, 6)], operands => operands[0].argmin(-4)),
        new("Embedding", "Embedding(t, y)", [Operand.Labels("t", 7, 3), Operand.Fixed("y", 7, 2, 2)], null),
    ];

    private static Operand Table(int count, int width) => Operand.Fixed("y", count, width);

    private static OperatorSample Sample(string name, string body, Operand left, Operand right, Func<torch.Tensor, torch.Tensor, torch.Tensor> expected) =>
        OperatorSample.Binary(name, body, left, right, expected) with { Terms = 30, IsSmooth = false };

    private static torch.Tensor Rows(torch.Tensor places, torch.Tensor table) =>
        table.index_select(0, places.reshape(-1)).reshape([.. places.shape, table.shape[1]]);
}
