using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Pooling of sequences, and of images and sequences to a size: even and uneven parts, more parts than pixels, one pixel, one channel, large windows.</summary>
internal static class OtherPools
{
    private static Operand Line => Operand.Batched("x", 4, 9);

    private static Operand Long => Operand.Batched("x", 17, 14);

    private static Operand Single => Operand.Batched("x", 1, 1);

    private static Operand Images => Operand.Batched("x", 4, 5, 7);

    public static IEnumerable<OperatorSample> Samples =>
    [
        Max(Line, 3, 3), Max(Line, 2, 1), Max(Line, 3, 2, 1), Max(Line, 3, 1, 1, 2), Max(Line, 2, 2, ceilMode: true), Max(Line, 1, 1), Max(Line, 9, 9), Max(Line, 3, 1, dilation: 3),
        Max(Line, 2, 3, 1, ceilMode: true), Max(Long, 2, 2), Max(Long, 5, 3, 2, 2), Max(Long, 3, 2, 1, ceilMode: true), Max(Single, 1, 1), Max(Single, 3, 1, 1),
        Average(Line, 3, 3), Average(Line, 2, 1), Average(Line, 3, 2, 1), Average(Line, 3, 2, 1, countIncludePad: false), Average(Line, 2, 2, ceilMode: true), Average(Line, 3, 2, 1, true, false),
        Average(Line, 1, 1), Average(Line, 9, 9), Average(Line, 2, 3, 1, true), Average(Long, 5, 3, 2), Average(Long, 4, 4), Average(Long, 4, 3, 2, true, false), Average(Single, 1, 1), Average(Single, 3, 1, 1, countIncludePad: false),
        .. new[] { 1, 2, 3, 4, 5, 7, 9, 11 }.SelectMany(size => OfLines(Line, size)),
        .. new[] { 1, 3, 6, 14, 20 }.SelectMany(size => OfLines(Long, size)),
        .. OfLines(Single, 1), .. OfLines(Single, 2),
        .. new[] { (1, 1), (2, 2), (3, 3), (5, 7), (7, 5), (1, 3), (4, 1), (6, 9), (2, 7) }.SelectMany(size => OfImages(Images, size)),
        .. new[] { (1, 1), (3, 2) }.SelectMany(size => OfImages(Operand.Batched("x", 1, 1, 1), size)),
        .. new[] { (2, 3), (4, 4) }.SelectMany(size => OfImages(Operand.Batched("x", 19, 7, 5), size)),
        .. OfImages(Operand.Batched("x", 2, 20, 21), (1, 1)),
        OperatorSample.Unary("MaxPool2d", "MaxPool2d(x, 17)", Operand.Batched("x", 3, 18, 17), x => functional.max_pool2d(x, [17, 17], [17, 17], null, null, false)) with { IsSmooth = false },
        OperatorSample.Unary("AdaptiveMaxPool2d", "AdaptiveMaxPool2d(Tanh(AdaptiveAvgPool2d(x, (3, 4))), 2).Flatten(1)", Images, x => functional.adaptive_max_pool2d(functional.adaptive_avg_pool2d(x, [3, 4]).tanh(), [2, 2]).flatten(1)) with { IsSmooth = false },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new BadSample("MaxPool1d", "MaxPool1d(x, 10)", [Line], o => functional.max_pool1d(o[0], 10)) with { IsCompiled = true },
        new BadSample("MaxPool1d", "MaxPool1d(x, 3, 0)", [Line], Torch: null) with { IsCompiled = true },
        new BadSample("AvgPool1d", "AvgPool1d(x, 3, padding: 2)", [Line], o => functional.avg_pool1d(o[0], 3, padding: 2)) with { IsCompiled = true },
        new BadSample("AdaptiveMaxPool1d", "AdaptiveMaxPool1d(x, 0)", [Line], Torch: null) with { IsCompiled = true },
        new BadSample("AdaptiveAvgPool1d", "AdaptiveAvgPool1d(x, 2)", [Images], Torch: null) with { IsCompiled = true },
        new("AdaptiveMaxPool2d", "AdaptiveMaxPool2d(x, (2, 0))", [Images], Torch: null),
        new("AdaptiveMaxPool2d", "AdaptiveMaxPool2d(x, 2)", [Operand.Batched("x", 8)], o => functional.adaptive_max_pool2d(o[0], [2, 2])),
    ];

    private static OperatorSample Max(Operand x, int kernel, int stride, int padding = 0, int dilation = 1, bool ceilMode = false) => OperatorSample.Unary(
        "MaxPool1d", $"MaxPool1d(x, {kernel}, {stride}, {padding}, {dilation}, {Text(ceilMode)})", x, values => functional.max_pool1d(values, kernel, stride, padding, dilation, ceilMode))
        with { IsCompiled = true, IsSmooth = false, Terms = kernel };

    private static OperatorSample Average(Operand x, int kernel, int stride, int padding = 0, bool ceilMode = false, bool countIncludePad = true) => OperatorSample.Unary(
        "AvgPool1d", $"AvgPool1d(x, {kernel}, {stride}, {padding}, {Text(ceilMode)}, {Text(countIncludePad)})", x, values => functional.avg_pool1d(values, kernel, stride, padding, ceilMode, countIncludePad))
        with { Terms = kernel, IsCompiled = true };

    private static IEnumerable<OperatorSample> OfLines(Operand x, int size) =>
    [
        OperatorSample.Unary("AdaptiveMaxPool1d", $"AdaptiveMaxPool1d(x, {size})", x, values => functional.adaptive_max_pool1d(values, size)) with { IsCompiled = true, IsSmooth = false },
        OperatorSample.Unary("AdaptiveAvgPool1d", $"AdaptiveAvgPool1d(x, {size})", x, values => functional.adaptive_avg_pool1d(values, size)) with { IsCompiled = true, Terms = 14 },
    ];

    private static IEnumerable<OperatorSample> OfImages(Operand x, (int Height, int Width) size) =>
    [
        OperatorSample.Unary("AdaptiveMaxPool2d", $"AdaptiveMaxPool2d(x, {size})", x, values => functional.adaptive_max_pool2d(values, [size.Height, size.Width])) with { IsSmooth = false },
        OperatorSample.Unary("AdaptiveAvgPool2d", $"AdaptiveAvgPool2d(x, {size})", x, values => functional.adaptive_avg_pool2d(values, [size.Height, size.Width])) with { Terms = 35 },
    ];

    private static string Text(bool value) => value ? "true" : "false";
}
