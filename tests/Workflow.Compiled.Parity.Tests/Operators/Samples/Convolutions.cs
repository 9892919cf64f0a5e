using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Convolutions: strides, paddings, dilations, groups, odd sizes, one pixel, one channel, and what is fused behind them.</summary>
internal static class Convolutions
{
    private static Operand X => Operand.Batched("x", 3, 7, 9);

    private static Operand Grouped => Operand.Batched("x", 4, 7, 6);

    public static IEnumerable<OperatorSample> Samples =>
    [
        Plain("Conv2d(x, w)", X, [4, 3, 3, 3]),
        Plain("Conv2d(x, w, b)", X, [4, 3, 3, 3], hasBias: true),
        Plain("Conv2d(x, w, b, padding: 1)", X, [4, 3, 3, 3], hasBias: true, padding: 1),
        Plain("Conv2d(x, w, null, 2, 1)", X, [4, 3, 3, 3], stride: 2, padding: 1),
        Plain("Conv2d(x, w, b, 3, 2)", X, [5, 3, 3, 3], hasBias: true, stride: 3, padding: 2),
        Plain("Conv2d(x, w, dilation: 2)", X, [4, 3, 2, 2], dilation: 2),
        Plain("Conv2d(x, w, stride: 2, padding: 3, dilation: 3)", X, [4, 3, 3, 3], stride: 2, padding: 3, dilation: 3),
        Plain("Conv2d(x, w, b, padding: 1, groups: 2)", Grouped, [6, 2, 3, 3], hasBias: true, padding: 1, groups: 2),
        Plain("Conv2d(x, w, b, padding: 1, groups: 4)", Grouped, [4, 1, 3, 3], hasBias: true, padding: 1, groups: 4),
        Plain("Conv2d(x, w, null, 2, 1, 1, 4)", Grouped, [8, 1, 3, 3], stride: 2, padding: 1, groups: 4),
        Plain("Conv2d(x, w, b)", Operand.Batched("x", 1, 1, 1), [1, 1, 1, 1], hasBias: true),
        Plain("Conv2d(x, w, padding: 1)", Operand.Batched("x", 1, 1, 1), [2, 1, 3, 3], padding: 1),
        Plain("Conv2d(x, w, b, padding: 2)", Operand.Batched("x", 1, 7, 5), [1, 1, 5, 5], hasBias: true, padding: 2),
        Plain("Conv2d(x, w, b)", Operand.Batched("x", 5, 6, 5), [7, 5, 1, 1], hasBias: true),
        Plain("Conv2d(x, w, stride: 2)", Operand.Batched("x", 5, 6, 5), [7, 5, 1, 1], stride: 2),
        Plain("Conv2d(x, w, b, padding: 1)", Operand.Batched("x", 17, 5, 4), [35, 17, 3, 3], hasBias: true, padding: 1),
        new OperatorSample("Conv2d", "Conv2d(x, w, null, (1, 2), (0, 3), (3, 1))", [Operand.Batched("x", 3, 8, 11), Operand.Fixed("w", 4, 3, 2, 5)],
            o => functional.conv2d(o[0], o[1], null, [1, 2], [0, 3], [3, 1], 1)) with { Terms = 30 * 60 },
        new OperatorSample("Conv2d", "Conv2d(Tanh(x), w, stride: 2, padding: 1)", [X, Operand.Fixed("w", 4, 3, 3, 3)], o => functional.conv2d(o[0].tanh(), o[1], null, [2, 2], [1, 1])) with { Terms = 5 * 63 },
        new OperatorSample("Conv2d", "Conv2d(Tanh(x), w, stride: 2) * Conv2d(Tanh(x), v, padding: 1, stride: 2).Sum([1], keepDim: true)", [X, Operand.Fixed("w", 4, 3, 1, 1), Operand.Fixed("v", 4, 3, 3, 3)],
            o => functional.conv2d(o[0].tanh(), o[1], null, [2, 2]) * functional.conv2d(o[0].tanh(), o[2], null, [2, 2], [1, 1]).sum([1], keepdim: true)) with { Terms = 5 * 63 * 30 },
        With("Relu(Conv2d(x, w, b, padding: 1))", (x, w, b) => Padded(x, w, b).relu()),
        With("Relu(Conv2d(x, w, b, padding: 1) + x)", (x, w, b) => (Padded(x, w, b) + x).relu()),
        With("Gelu(Conv2d(Relu(Conv2d(x, w, b, padding: 1)), w, b, padding: 1)) * x", (x, w, b) => functional.gelu(Padded(Padded(x, w, b).relu(), w, b)) * x) with { Terms = 27 * 63 * 30 },
        With("Conv2d(x, w, b, padding: 1).Sum(1, 2)", (x, w, b) => Padded(x, w, b).sum([1, 2])) with { Terms = 27 * 63 * 6 },
        With("Conv2d(x, w, b, padding: 1).Mean([2, 3], keepDim: true) * x", (x, w, b) => Padded(x, w, b).mean([2, 3], keepdim: true) * x) with { Terms = 27 * 63 * 6 },
        With("Concat([Conv2d(x, w, b, padding: 1), x, Relu(Conv2d(x, w, padding: 1))], dim: 1)", (x, w, b) => torch.cat([Padded(x, w, b), x, functional.conv2d(x, w, padding: [1, 1]).relu()], 1)),
        With("Conv2d(Concat([Conv2d(x, w, b, padding: 1), x], dim: 1).Split([2, 3, 1], dim: 1)[1], w, b, padding: 1)", (x, w, b) => Padded(torch.cat([Padded(x, w, b), x], 1).narrow(1, 2, 3), w, b)) with { Terms = 27 * 63 * 30 },
        With("Sigmoid(Conv2d(x, w, b, padding: 1)).Flatten(1)", (x, w, b) => Padded(x, w, b).sigmoid().flatten(1)),
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        Wrong("Conv2d(x, w)", [4, 2, 3, 3], o => functional.conv2d(o[0], o[1])),
        Wrong("Conv2d(x, w)", [4, 3, 8, 3], o => functional.conv2d(o[0], o[1])),
        Wrong("Conv2d(x, w, dilation: 5)", [4, 3, 3, 3], o => functional.conv2d(o[0], o[1], dilation: [5, 5])),
        Wrong("Conv2d(x, w, stride: 0)", [4, 3, 3, 3], o => functional.conv2d(o[0], o[1], strides: [0, 0])),
        Wrong("Conv2d(x, w, padding: -1)", [4, 3, 3, 3], o => functional.conv2d(o[0], o[1], padding: [-1, -1])),
        Wrong("Conv2d(x, w, groups: 3)", [4, 1, 3, 3], o => functional.conv2d(o[0], o[1], groups: 3)),
        Wrong("Conv2d(x, w, groups: 0)", [4, 3, 3, 3], o => functional.conv2d(o[0], o[1], groups: 0)),
        Wrong("Conv2d(x, w)", [4, 3, 3], o => functional.conv2d(o[0], o[1])),
        new("Conv2d", "Conv2d(x, w, b)", [X, Operand.Fixed("w", 4, 3, 3, 3), Operand.Fixed("b", 3)], o => functional.conv2d(o[0], o[1], o[2])),
        new("Conv2d", "Conv2d(x, w)", [Operand.Batched("x", 7), Operand.Fixed("w", 4, 3, 3, 3)], o => functional.conv2d(o[0], o[1])),
    ];

    private static OperatorSample Plain(
        string body, Operand x, int[] weight, bool hasBias = false, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        Operand[] operands = [x, Operand.Fixed("w", weight), .. hasBias ? [Operand.Fixed("b", weight[0])] : Array.Empty<Operand>()];
        return new OperatorSample("Conv2d", body, operands, o => functional.conv2d(
            o[0], o[1], hasBias ? o[2] : null, [stride, stride], [padding, padding], [dilation, dilation], groups)) with
        {
            // The gradient of a weight sums over all pixels of all images.
            Terms = Math.Max(weight[1] * weight[2] * weight[3], Operand.Batch * x.Lengths[1] * x.Lengths[2]),
        };
    }

    private static OperatorSample With(string body, Func<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor> expected) =>
        new OperatorSample("Conv2d", body, [X, Operand.Fixed("w", 3, 3, 3, 3), Operand.Fixed("b", 3)], o => expected(o[0], o[1], o[2])) with { Terms = Operand.Batch * 63, IsSmooth = false };

    private static BadSample Wrong(string body, int[] weight, Func<torch.Tensor[], torch.Tensor> torch) => new("Conv2d", body, [X, Operand.Fixed("w", weight)], torch);

    private static torch.Tensor Padded(torch.Tensor x, torch.Tensor w, torch.Tensor b) => functional.conv2d(x, w, b, padding: [1, 1]);
}
