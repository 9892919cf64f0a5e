using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Pooling: strides, paddings, dilations, rounding up, odd sizes, one pixel, one channel.</summary>
internal static class Pools
{
    private static Operand Even => Operand.Batched("x", 3, 8, 8);

    private static Operand Odd => Operand.Batched("x", 3, 7, 9);

    public static IEnumerable<OperatorSample> Samples =>
    [
        Max("2", Even, 2, 2),
        Max("2", Odd, 2, 2),
        Max("2, ceilMode: true", Odd, 2, 2, ceilMode: true),
        Max("3, 2, 1", Odd, 3, 2, 1),
        Max("3, 2, 1, ceilMode: true", Odd, 3, 2, 1, ceilMode: true),
        Max("3, 1, padding: 1", Odd, 3, 1, 1),
        Max("3, 1, 0, 2", Odd, 3, 1, dilation: 2),
        Max("2, 3, 1, ceilMode: true", Operand.Batched("x", 3, 8, 9), 2, 3, 1, ceilMode: true),
        Max("2, 3, 1", Operand.Batched("x", 3, 8, 9), 2, 3, 1),
        Max("1", Operand.Batched("x", 1, 1, 1), 1, 1),
        Max("3, 2, ceilMode: true", Operand.Batched("x", 2, 2, 2), 3, 2, ceilMode: true),
        Max("5, padding: 2, ceilMode: true", Operand.Batched("x", 3, 5, 5), 5, 5, 2, ceilMode: true),
        Max("2", Operand.Batched("x", 1, 9, 6), 2, 2),
        Max("2", Operand.Batched("x", 35, 4, 6), 2, 2),
        OperatorSample.Unary("MaxPool2d", "MaxPool2d(Relu(MaxPool2d(x, 2, 1)), 2) * 2f", Even, x => 2 * functional.max_pool2d(functional.max_pool2d(x, [2, 2], [1, 1], null, null, false).relu(), [2, 2], [2, 2], null, null, false)) with { IsSmooth = false },
        OperatorSample.Unary("MaxPool2d", "MaxPool2d(x, (2, 3), (1, 2), (1, 0), (3, 1), true)", Odd, x => functional.max_pool2d(x, [2, 3], [1, 2], [1, 0], [3, 1], true)) with { IsSmooth = false },
        OperatorSample.Unary("MaxPool2d", "MaxPool2d(x, (1, 4))", Odd, x => functional.max_pool2d(x, [1, 4], [1, 4], null, null, false)) with { IsSmooth = false },
        Average("2", Even, 2, 2),
        Average("2", Odd, 2, 2),
        Average("2, ceilMode: true", Odd, 2, 2, ceilMode: true),
        Average("3, 2, 1", Odd, 3, 2, 1),
        Average("3, 2, 1, countIncludePad: false", Odd, 3, 2, 1, countIncludePad: false),
        Average("3, 2, 1, true", Odd, 3, 2, 1, ceilMode: true),
        Average("3, 2, 1, true, false", Odd, 3, 2, 1, ceilMode: true, countIncludePad: false),
        Average("3, 1, padding: 1", Odd, 3, 1, 1),
        Average("2, 3, 1, ceilMode: true", Operand.Batched("x", 3, 8, 9), 2, 3, 1, ceilMode: true),
        Average("3, 2, 1, divisorOverride: 3", Odd, 3, 2, 1, divisor: 3),
        Average("3, 2, 1, ceilMode: true, divisorOverride: -2", Odd, 3, 2, 1, ceilMode: true, divisor: -2),
        OperatorSample.Unary("AvgPool2d", "AvgPool2d(x, (3, 2), (2, 3), (1, 0), true, false)", Odd, x => functional.avg_pool2d(x, [3, 2], [2, 3], [1, 0], true, false, null)) with { Terms = 6 },
        OperatorSample.Unary("AvgPool2d", "AvgPool2d(x, (1, 4))", Odd, x => functional.avg_pool2d(x, [1, 4], [1, 4], [0, 0], false, true, null)) with { Terms = 4 },
        Average("1", Operand.Batched("x", 1, 1, 1), 1, 1),
        Average("5, padding: 2, ceilMode: true", Operand.Batched("x", 3, 5, 5), 5, 5, 2, ceilMode: true),
        Average("2", Operand.Batched("x", 1, 9, 6), 2, 2),
        OperatorSample.Unary("AvgPool2d", "AvgPool2d(Tanh(AvgPool2d(x, 2, 1)), 2) + 1f", Even, x => 1 + functional.avg_pool2d(functional.avg_pool2d(x, [2, 2], [1, 1], [0, 0], false, true, null).tanh(), [2, 2], [2, 2], [0, 0], false, true, null)) with { Terms = 4 },
        Adaptive(1, Odd),
        Adaptive(1, Operand.Batched("x", 1, 1, 1)),
        Adaptive(2, Even),
        Adaptive(8, Even),
        OperatorSample.Unary("AdaptiveAvgPool2d", "AdaptiveAvgPool2d(MaxPool2d(x, 2), 1)", Odd, x => functional.adaptive_avg_pool2d(functional.max_pool2d(x, [2, 2], [2, 2], null, null, false), [1, 1])) with { Terms = 12, IsSmooth = false },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("MaxPool2d", "MaxPool2d(x, 9)", [Even], o => functional.max_pool2d(o[0], [9, 9], [9, 9], null, null, false)),
        new("MaxPool2d", "MaxPool2d(x, 3, padding: 2)", [Even], o => functional.max_pool2d(o[0], [3, 3], [3, 3], [2, 2], null, false)),
        new("MaxPool2d", "MaxPool2d(x, 2, 0)", [Even], Torch: null),
        new("MaxPool2d", "MaxPool2d(x, 0)", [Even], o => functional.max_pool2d(o[0], [0, 0], [1, 1], null, null, false)),
        new("MaxPool2d", "MaxPool2d(x, 3, dilation: 4)", [Even], o => functional.max_pool2d(o[0], [3, 3], [3, 3], null, [4, 4], false)),
        new("MaxPool2d", "MaxPool2d(x, 1)", [Operand.Batched("x", 8)], o => functional.max_pool2d(o[0], [1, 1], [1, 1], null, null, false)),
        new("AvgPool2d", "AvgPool2d(x, 9)", [Even], o => functional.avg_pool2d(o[0], [9, 9], [9, 9], [0, 0], false, true, null)),
        new("AvgPool2d", "AvgPool2d(x, 2, padding: -1)", [Even], o => functional.avg_pool2d(o[0], [2, 2], [2, 2], [-1, -1], false, true, null)),
        new("AvgPool2d", "AvgPool2d(x, 2, divisorOverride: 0)", [Even], Torch: null),
        new("AdaptiveAvgPool2d", "AdaptiveAvgPool2d(x, 0)", [Even], Torch: null),
        new("AdaptiveAvgPool2d", "AdaptiveAvgPool2d(x, 1)", [Operand.Batched("x", 8)], Torch: null),
    ];

    private static OperatorSample Max(string arguments, Operand x, int kernel, int stride, int padding = 0, int dilation = 1, bool ceilMode = false) =>
        OperatorSample.Unary("MaxPool2d", $"MaxPool2d(x, {arguments})", x, images => functional.max_pool2d(
            images, [kernel, kernel], [stride, stride], [padding, padding], [dilation, dilation], ceilMode)) with { Terms = kernel * kernel, IsSmooth = false };

    private static OperatorSample Average(
        string arguments, Operand x, int kernel, int stride, int padding = 0, bool ceilMode = false, bool countIncludePad = true, long? divisor = null) =>
        OperatorSample.Unary("AvgPool2d", $"AvgPool2d(x, {arguments})", x, images => functional.avg_pool2d(
            images, [kernel, kernel], [stride, stride], [padding, padding], ceilMode, countIncludePad, divisor)) with { Terms = kernel * kernel };

    private static OperatorSample Adaptive(int size, Operand x) =>
        OperatorSample.Unary("AdaptiveAvgPool2d", $"AdaptiveAvgPool2d(x, {size})", x, images => functional.adaptive_avg_pool2d(images, [size, size])) with { Terms = 63 };
}
