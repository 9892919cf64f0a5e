using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Convolutions of sequences and volumes, and transposed ones: strides, paddings, dilations, groups, odd sizes, one pixel, one channel, uneven axes.</summary>
internal static class OtherConvolutions
{
    public static IEnumerable<OperatorSample> Samples =>
    [
        .. Slides("Conv1d", [9], [3], v => (x, w, b) => functional.conv1d(x, w, b, v.Stride[0], v.Padding[0], v.Dilation[0], v.Groups)),
        .. Slides("Conv3d", [4, 5, 3], [2, 3, 3], v => (x, w, b) => functional.conv3d(x, w, b, v.Longs(v.Stride), v.Longs(v.Padding), v.Longs(v.Dilation), v.Groups)),
        .. Spreads("ConvTranspose1d", [5], [3], v => (x, w, b) => functional.conv_transpose1d(
            x, w, b, v.Stride[0], v.Padding[0], v.More[0], v.Dilation[0], v.Groups)),
        .. Spreads("ConvTranspose2d", [5, 4], [3, 2], v => (x, w, b) => functional.conv_transpose2d(
            x, w, b, v.Longs(v.Stride), v.Longs(v.Padding), v.Longs(v.More), v.Longs(v.Dilation), v.Groups)),
        Of("Conv3d", new(4, 3, [4, 5, 6], [2, 1, 3], Stride: [1, 2, 3], Padding: [1, 0, 2], Dilation: [2, 1, 2]), v => (x, w, b) => functional.conv3d(x, w, b, v.Longs(v.Stride), v.Longs(v.Padding), v.Longs(v.Dilation), v.Groups)),
        Of("Conv3d", new(4, 3, [4, 5, 6], [1, 3, 3], Stride: [1, 2, 1], Padding: [0, 1, 1], Dilation: [1, 1, 1]), v => (x, w, b) => functional.conv3d(x, w, b, v.Longs(v.Stride), v.Longs(v.Padding), v.Longs(v.Dilation), v.Groups)),
        Of("ConvTranspose2d", new(4, 6, [3, 5], [3, 2], Stride: [2, 3], Padding: [1, 0], Dilation: [1, 2], Groups: 2, IsTransposed: true) { More = [1, 2] }, v => (x, w, b) => functional.conv_transpose2d(
            x, w, b, v.Longs(v.Stride), v.Longs(v.Padding), v.Longs(v.More), v.Longs(v.Dilation), v.Groups)),
        .. new[] { (1, 3), (1, 4), (2, 2), (3, 3) }.SelectMany(numbers => Same(numbers.Item1, numbers.Item2)),
        OperatorSample.Binary("ConvTranspose1d", "Relu(ConvTranspose1d(Tanh(x), w, stride: 2)) * 2f", Operand.Batched("x", 4, 5), Operand.Fixed("w", 4, 3, 3), (x, w) => functional.conv_transpose1d(x.tanh(), w, null, 2, 0, 0, 1, 1).relu() * 2) with { Terms = 100, IsSmooth = false },
        OperatorSample.Binary("Conv3d", "Tanh(Conv3d(Tanh(x), w, padding: 1) + 1f).Mean([2, 3, 4])", Operand.Batched("x", 2, 3, 4, 5), Operand.Fixed("w", 4, 2, 3, 3, 3), (x, w) => (functional.conv3d(x.tanh(), w, padding: [1, 1, 1]) + 1).tanh().mean([2, 3, 4])) with { Terms = 54 * 60 },
        OperatorSample.Binary("Conv3d", "MaxPool2d(Conv3d(x, w).Flatten(0, 0).Sum(2), 2)", Operand.Batched("x", 2, 3, 4, 5), Operand.Fixed("w", 4, 2, 2, 1, 2), (x, w) => functional.max_pool2d(functional.conv3d(x, w).sum(2), [2, 2])) with { Terms = 54 * 60, IsSmooth = false },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        Wrong("Conv1d(x, w)", [4, 9], [6, 3, 3], o => functional.conv1d(o[0], o[1])),
        Wrong("Conv1d(x, w)", [4, 9], [6, 4, 10], o => functional.conv1d(o[0], o[1])),
        Wrong("Conv1d(x, w, stride: 0)", [4, 9], [6, 4, 3], o => functional.conv1d(o[0], o[1], stride: 0)),
        Wrong("Conv1d(x, w, groups: 3)", [4, 9], [6, 1, 3], o => functional.conv1d(o[0], o[1], groups: 3)),
        Wrong("Conv1d(x, w)", [4, 9], [6, 4, 1, 3], o => functional.conv1d(o[0], o[1])),
        Wrong("Conv1d(x, w, null, Padding.Same, stride: 2)", [4, 9], [6, 4, 3], null),
        Wrong("Conv2d(x, w, null, Padding.Same, stride: 2)", [4, 9, 9], [6, 4, 3, 3], null),
        Wrong("ConvTranspose1d(x, w, outputPadding: 1)", [4, 9], [4, 2, 3], o => functional.conv_transpose1d(o[0], o[1], output_padding: 1)),
        Wrong("ConvTranspose1d(x, w)", [4, 9], [3, 2, 3], o => functional.conv_transpose1d(o[0], o[1])),
        // Where nothing is left, libtorch ends the process.
        Wrong("ConvTranspose1d(x, w, padding: 9)", [4, 9], [4, 2, 3], null),
        Wrong("ConvTranspose2d(x, w)", [4, 5, 5], [3, 2, 3, 3], o => functional.conv_transpose2d(o[0], o[1])),
        Wrong("ConvTranspose2d(x, w, groups: 3)", [4, 5, 5], [4, 2, 3, 3], o => functional.conv_transpose2d(o[0], o[1], groups: 3)),
        Wrong("ConvTranspose2d(x, w, stride: 0)", [4, 5, 5], [4, 2, 3, 3], null),
        Wrong("ConvTranspose2d(x, w, outputPadding: 1)", [4, 5, 5], [4, 2, 3, 3], o => functional.conv_transpose2d(o[0], o[1], output_padding: [1, 1])),
        Wrong("ConvTranspose2d(x, w, padding: 5)", [4, 5, 5], [4, 2, 3, 3], null),
        Wrong("Conv3d(x, w)", [2, 4, 3, 5], [2, 2, 4, 4, 4], o => functional.conv3d(o[0], o[1])),
        Wrong("Conv3d(x, w)", [2, 4, 3, 5], [2, 2, 5, 1, 1], o => functional.conv3d(o[0], o[1])),
        Wrong("Conv3d(x, w)", [2, 4, 3, 5], [2, 3, 1, 1, 1], o => functional.conv3d(o[0], o[1])),
        Wrong("Conv3d(x, w, groups: 2)", [2, 4, 3, 5], [3, 1, 1, 1, 1], o => functional.conv3d(o[0], o[1], groups: 2)),
        Wrong("Conv3d(x, w, null, (0, 1, 1), (0, 0, 0), (1, 1, 1))", [2, 4, 3, 5], [3, 2, 1, 1, 1], o => functional.conv3d(o[0], o[1], strides: [0, 1, 1])),
        Wrong("Conv3d(x, w)", [4, 3], [2, 2, 1, 1, 1], o => functional.conv3d(o[0], o[1])),
        Wrong("Conv3d(x, w)", [2, 4, 3, 5], [2, 2, 1, 1], o => functional.conv3d(o[0], o[1])),
    ];

    /// <summary>One use, in numbers.</summary>
    private sealed record Variant(
        int In, int Out, int[] Lengths, int[] Kernel, int[] Stride, int[] Padding, int[] Dilation, int Groups = 1, bool HasBias = true, bool IsTransposed = false)
    {
        public int[] More { get; init; } = new int[Lengths.Length];

        /// <summary>The numbers as C#: one for all axes, where they are equal everywhere.</summary>
        public string Text(string name)
        {
            int[][] all = [Stride, Padding, .. IsTransposed ? [More] : Array.Empty<int[]>(), Dilation];
            var texts = all.Select(values => all.All(each => each.Distinct().Count() == 1) ? $"{values[0]}" : $"({string.Join(", ", values)})").ToArray();
            return $"{name}(x, w, {(HasBias ? "b" : "null")}, {string.Join(", ", texts.SkipLast(1))}, {(IsTransposed ? $"{Groups}, {texts[^1]}" : $"{texts[^1]}, {Groups}")})";
        }

        public long[] Longs(int[] values) => [.. values.Select(value => (long)value)];
    }

    /// <summary>What a weight that slides is used for.</summary>
    private static IEnumerable<OperatorSample> Slides(string name, int[] lengths, int[] kernel, Func<Variant, Func<torch.Tensor, torch.Tensor, torch.Tensor?, torch.Tensor>> torch)
    {
        Variant New(int @in, int @out, int[]? size = null, int[]? window = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true) =>
            new(@in, @out, size ?? lengths, window ?? kernel, All(stride), All(padding), All(dilation), groups, bias);
        Variant[] variants =
        [
            New(4, 3, bias: false), New(4, 3), New(4, 5, stride: 2), New(4, 5, padding: 1), New(4, 5, stride: 2, padding: 2, bias: false), New(4, 3, padding: 2, dilation: 2),
            New(4, 3, stride: 3, padding: 3, dilation: 3), New(4, 6, padding: 1, groups: 2), New(4, 4, padding: 1, groups: 4), New(4, 8, stride: 2, padding: 1, groups: 4),
            New(1, 1, All(1), All(1)), New(1, 2, All(1), All(3), padding: 1), New(1, 1, window: lengths), New(5, 7, window: All(1), stride: 2), New(17, 35, padding: 1),
        ];
        return variants.Select(variant => Of(name, variant, torch));

        int[] All(int number) => [.. lengths.Select(_ => number)];
    }

    /// <summary>What a weight that is spread is used for.</summary>
    private static IEnumerable<OperatorSample> Spreads(string name, int[] lengths, int[] kernel, Func<Variant, Func<torch.Tensor, torch.Tensor, torch.Tensor?, torch.Tensor>> torch)
    {
        Variant New(
            int @in, int @out, int[]? size = null, int[]? window = null, int stride = 1, int padding = 0, int more = 0, int groups = 1, int dilation = 1, bool bias = true) =>
            new(@in, @out, size ?? lengths, window ?? kernel, All(stride), All(padding), All(dilation), groups, bias, IsTransposed: true) { More = All(more) };
        Variant[] variants =
        [
            New(4, 3, bias: false), New(4, 3), New(4, 5, stride: 2), New(4, 5, padding: 1), New(4, 5, stride: 2, padding: 1, more: 1, bias: false), New(4, 3, dilation: 2),
            New(4, 3, stride: 3, padding: 1, more: 2, dilation: 2), New(4, 6, stride: 2, groups: 2), New(4, 4, stride: 2, more: 1, groups: 4), New(4, 8, padding: 1, groups: 4),
            New(1, 1, All(1), All(1)), New(1, 2, All(1), All(3), padding: 1), New(1, 1, stride: 2), New(5, 7, window: All(1), stride: 2, more: 1), New(17, 35, padding: 1),
        ];
        return variants.Select(variant => Of(name, variant, torch));

        int[] All(int number) => [.. lengths.Select(_ => number)];
    }

    private static OperatorSample Of(string name, Variant variant, Func<Variant, Func<torch.Tensor, torch.Tensor, torch.Tensor?, torch.Tensor>> torch)
    {
        var (first, second) = variant.IsTransposed ? (variant.In, variant.Out / variant.Groups) : (variant.Out, variant.In / variant.Groups);
        Operand[] operands =
        [
            Operand.Batched("x", [variant.In, .. variant.Lengths]),
            Operand.Fixed("w", [first, second, .. variant.Kernel]),
            .. variant.HasBias ? [Operand.Fixed("b", variant.Out)] : Array.Empty<Operand>(),
        ];
        return new OperatorSample(name, variant.Text(name), operands, o => torch(variant)(o[0], o[1], variant.HasBias ? o[2] : null)) with
        {
            // The gradient of a bias sums over all places of all results.
            Terms = Math.Max(operands[1].Count, Operand.Batch * variant.Lengths.Select((length, axis) => length * variant.Stride[axis] + variant.Kernel[axis]).Aggregate(1, (product, length) => product * length)),
            IsCompiled = true,
        };
    }

    /// <summary>As much padding as keeps the lengths: for each rank, libtorch is told how much that is.</summary>
    private static IEnumerable<OperatorSample> Same(int dilation, int kernel)
    {
        var (before, total) = (dilation * (kernel - 1) / 2, dilation * (kernel - 1));
        long[] Sides(int axes) => [.. Enumerable.Range(0, axes).SelectMany(_ => new long[] { before, total - before })];
        var arguments = $"w, null, Padding.Same, dilation: {dilation}";
        yield return new OperatorSample("Conv1d", $"Conv1d(x, {arguments})", [Operand.Batched("x", 2, 7), Operand.Fixed("w", 3, 2, kernel)],
            o => functional.conv1d(functional.pad(o[0], Sides(1)), o[1], dilation: dilation)) with { Terms = 70, IsCompiled = true };
        yield return new OperatorSample("Conv2d", $"Conv2d(x, {arguments})", [Operand.Batched("x", 2, 7, 5), Operand.Fixed("w", 3, 2, kernel, kernel)],
            o => functional.conv2d(functional.pad(o[0], Sides(2)), o[1], dilation: [dilation, dilation])) with { Terms = 35 * Operand.Batch };
        yield return new OperatorSample("Conv3d", $"Conv3d(x, {arguments})", [Operand.Batched("x", 2, 3, 4, 5), Operand.Fixed("w", 3, 2, kernel, kernel, kernel)],
            o => functional.conv3d(functional.pad(o[0], Sides(3)), o[1], dilation: [dilation, dilation, dilation])) with { Terms = 60 * Operand.Batch };
    }

    private static BadSample Wrong(string body, int[] x, int[] weight, Func<torch.Tensor[], torch.Tensor>? torch) =>
        new BadSample(body[..body.IndexOf('(', StringComparison.Ordinal)], body, [Operand.Batched("x", x), Operand.Fixed("w", weight)], torch) with { IsCompiled = true };
}
