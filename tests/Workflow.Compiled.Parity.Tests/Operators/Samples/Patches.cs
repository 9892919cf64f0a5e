using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Windows of images written out, and folded to images again: strides, paddings, dilations, windows that overlap, that leave gaps, and that are all of an image; one pixel, one channel.</summary>
internal static class Patches
{
    private static Operand Images => Operand.Batched("x", 4, 5, 7);

    private static IEnumerable<Windows> All =>
    [
        new(3, 3), new(2, 2) { Stride = (2, 2) }, new(3, 3) { Padding = (2, 2) }, new(2, 2) { Dilation = (2, 2), Padding = (1, 1), Stride = (3, 3) }, new(1, 1), new(5, 5),
        new(2, 3), new(5, 7), new(1, 4) { Stride = (1, 3) }, new(3, 2) { Dilation = (2, 1), Padding = (1, 0) }, new(2, 2) { Stride = (1, 2), Padding = (0, 1) }, new(1, 1) { Stride = (3, 2) },
        new(3, 3) { Padding = (1, 1), Channels = 1 }, new(2, 4) { Stride = (2, 1), Channels = 17 }, new(1, 1) { Channels = 1, Size = (1, 1) }, new(3, 3) { Padding = (1, 1), Channels = 3, Size = (1, 1) },
    ];

    public static IEnumerable<OperatorSample> Samples =>
    [
        .. All.SelectMany(windows => new[] { windows.Unfolded, windows.Folded }),
        OperatorSample.Unary("Unfold", "Unfold(x, 3, 1, 2)", Images, x => functional.unfold(x, 3, 1, 2, 1)),
        OperatorSample.Unary("Fold", "Fold(x, (5, 7), 2, 2, 1, 3)", Operand.Batched("x", 8, 6), x => functional.fold(x, (5, 7), (2, 2), (2, 2), (1, 1), (3, 3))) with { Terms = 4 },
        OperatorSample.Unary("Fold", "Square(Fold(Tanh(Unfold(x, 3, stride: 2)), (5, 7), 3, stride: 2)) * 2f", Images, x => 2 * functional.fold(functional.unfold(x, 3, stride: 2).tanh(), (5, 7), (3, 3), stride: (2, 2)).square()) with { Terms = 16 },
        OperatorSample.Binary("Unfold", "MatMul(w, Unfold(Relu(x), (2, 3)))", Images, Operand.Fixed("w", 3, 24), (x, w) => w.matmul(functional.unfold(x.relu(), (2, 3)))) with { Terms = 120, IsSmooth = false },
        OperatorSample.Binary("Unfold", "MatMul(Unfold(MaxPool2d(x, 2), 2).Transpose(1, 2), w)", Images, Operand.Fixed("w", 16, 3), (x, w) => functional.unfold(functional.max_pool2d(x, [2, 2], [2, 2], null, null, false), 2).transpose(1, 2).matmul(w)) with { Terms = 40, IsSmooth = false },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Unfold", "Unfold(x, 6)", [Images], o => functional.unfold(o[0], 6)),
        new("Unfold", "Unfold(x, 2, stride: 0)", [Images], o => functional.unfold(o[0], 2, stride: 0)),
        new("Unfold", "Unfold(x, (2, 0))", [Images], o => functional.unfold(o[0], (2, 0))),
        new("Unfold", "Unfold(x, 2, padding: -1)", [Images], Torch: null),
        new("Unfold", "Unfold(x, 2)", [Operand.Batched("x", 8)], o => functional.unfold(o[0], 2)),
        new("Fold", "Fold(x, (5, 7), 2)", [Operand.Batched("x", 8, 5)], o => functional.fold(o[0], 5, 2)),
        new("Fold", "Fold(x, (5, 7), 2)", [Operand.Batched("x", 9, 24)], o => functional.fold(o[0], (5, 7), (2, 2))),
        new("Fold", "Fold(x, (5, 0), 2)", [Operand.Batched("x", 8, 24)], o => functional.fold(o[0], (5, 0), (2, 2))),
        new("Fold", "Fold(x, (5, 7), 0)", [Operand.Batched("x", 8, 24)], o => functional.fold(o[0], (5, 7), (0, 0))),
        new("Fold", "Fold(x, (5, 7), 2)", [Images], o => functional.fold(o[0], (5, 7), (2, 2))),
    ];

    /// <summary>Windows over images, as a sample of each of the two operators.</summary>
    private sealed record Windows(int Rows, int Columns)
    {
        public (int Rows, int Columns) Size { get; init; } = (5, 7);

        public int Channels { get; init; } = 4;

        public (int Rows, int Columns) Stride { get; init; } = (1, 1);

        public (int Rows, int Columns) Padding { get; init; } = (0, 0);

        public (int Rows, int Columns) Dilation { get; init; } = (1, 1);

        public OperatorSample Unfolded => OperatorSample.Unary(
            "Unfold", $"Unfold(x, {Arguments})", Operand.Batched("x", Channels, Size.Rows, Size.Columns), x => functional.unfold(x, Kernel, Dilation, Padding, Stride)) with { Terms = Rows * Columns };

        public OperatorSample Folded => OperatorSample.Unary(
            "Fold", $"Fold(x, {Size}, {Arguments})", Operand.Batched("x", Channels * Rows * Columns, Count), x => functional.fold(x, Size, Kernel, Dilation, Padding, Stride)) with { Terms = Rows * Columns };

        private (long, long) Kernel => (Rows, Columns);

        private string Arguments => $"({Rows}, {Columns}), {Dilation}, {Padding}, {Stride}";

        private int Count => Along(Size.Rows, Rows, Stride.Rows, Padding.Rows, Dilation.Rows) * Along(Size.Columns, Columns, Stride.Columns, Padding.Columns, Dilation.Columns);

        private static int Along(int length, int kernel, int stride, int padding, int dilation) => (length + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride + 1;
    }
}
