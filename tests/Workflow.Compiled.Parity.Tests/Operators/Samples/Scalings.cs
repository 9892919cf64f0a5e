using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Images and sequences in other sizes: larger and smaller, by factors that do and do not divide the lengths, to sizes, one pixel, one channel, many channels.</summary>
internal static class Scalings
{
    private static readonly CultureInfo s_text = CultureInfo.InvariantCulture;

    private static Operand Images => Operand.Batched("x", 4, 5, 7);

    private static Operand Many => Operand.Batched("x", 19, 3, 4);

    private static Operand Pixel => Operand.Batched("x", 1, 1, 1);

    private static Operand Line => Operand.Batched("x", 3, 9);

    public static IEnumerable<OperatorSample> Samples =>
    [
        .. new[] { 1, 2, 1.5, 0.5, 2.7, 1.0 / 3 }.SelectMany(factor => new[] { ByFactor(Images, factor), ByFactor(Images, factor, "Bilinear"), ByFactor(Images, factor, "Bilinear", true) }),
        .. new[] { 2, 1.3 }.SelectMany(factor => new[] { ByFactor(Many, factor), ByFactor(Many, factor, "Bilinear"), ByFactor(Many, factor, "Bilinear", true) }),
        ByFactor(Pixel, 3), ByFactor(Pixel, 3, "Bilinear"), ByFactor(Pixel, 3, "Bilinear", true),
        .. new[] { (2, 1), (1.5, 0.4), (0.8, 2.3) }.SelectMany(factors => new[] { ByFactors(factors), ByFactors(factors, "Bilinear"), ByFactors(factors, "Bilinear", true) }),
        .. new[] { (8, 3), (1, 9), (5, 14) }.SelectMany(size => new[] { ToSize(Images, size), ToSize(Images, size, "Bilinear"), ToSize(Images, size, "Bilinear", true) }),
        ToSize(Many, (7, 5)), ToSize(Many, (7, 5), "Bilinear"), ToSize(Pixel, (2, 3), "Bilinear"), ToSize(Pixel, (2, 3), "Bilinear", true),
        .. new[] { 2, 1.6, 1.0 / 3 }.SelectMany(factor => new[] { ByFactor(Line, factor), ByFactor(Line, factor, "Linear"), ByFactor(Line, factor, "Linear", true) }),
        .. new[] { 1, 4, 20 }.SelectMany(size => new[] { ToLength(size), ToLength(size, "Linear"), ToLength(size, "Linear", true) }),
        OperatorSample.Unary("Interpolate", "Interpolate(x, size: 6)", Images, x => functional.interpolate(x, [6, 6])) with { Terms = 9 },
        OperatorSample.Unary("Interpolate", "Interpolate(x, 0.7f)", Images, x => functional.interpolate(x, scale_factor: [0.7f, 0.7f])),
        OperatorSample.Unary("Interpolate", "Square(Interpolate(Square(x), 2)) * 2f", Images, x => 2 * functional.interpolate(x.square(), scale_factor: [2, 2]).square()) with { Terms = 64 },
        OperatorSample.Unary("Interpolate", "Tanh(Interpolate(MaxPool2d(x, 2), size: (5, 7), UpsampleMode.Bilinear) + x).Flatten(1)", Images, x => (functional.interpolate(functional.max_pool2d(x, [2, 2], [2, 2], null, null, false), [5, 7], mode: InterpolationMode.Bilinear, align_corners: false) + x).tanh().flatten(1)) with { Terms = 16, IsSmooth = false },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Interpolate", "Interpolate(x, 0.1)", [Images], o => functional.interpolate(o[0], scale_factor: [0.1, 0.1])),
        new("Interpolate", "Interpolate(x, -1)", [Images], Torch: null),
        new("Interpolate", "Interpolate(x, size: (3, 0))", [Images], o => functional.interpolate(o[0], [3, 0])),
        new("Interpolate", "Interpolate(x, 2, alignCorners: true)", [Images], o => functional.interpolate(o[0], scale_factor: [2, 2], align_corners: true)),
        new("Interpolate", "Interpolate(x, 2, UpsampleMode.Linear)", [Images], o => functional.interpolate(o[0], scale_factor: [2, 2], mode: InterpolationMode.Linear, align_corners: false)),
        new("Interpolate", "Interpolate(x, 2, UpsampleMode.Bilinear)", [Line], o => functional.interpolate(o[0], scale_factor: [2], mode: InterpolationMode.Bilinear, align_corners: false)),
        new("Interpolate", "Interpolate(x, 2)", [Operand.Batched("x", 4)], o => functional.interpolate(o[0], scale_factor: [2])),
    ];

    private static OperatorSample ByFactor(Operand x, double factor, string mode = "Nearest", bool alignCorners = false) =>
        Scaled($"{factor.ToString("R", s_text)}", x, mode, alignCorners, null, [.. Enumerable.Repeat(factor, x.Lengths.Length - 1)]);

    private static OperatorSample ByFactors((double Height, double Width) factors, string mode = "Nearest", bool alignCorners = false) => Scaled(
        $"({factors.Height.ToString("0.0##", s_text)}, {factors.Width.ToString("0.0##", s_text)})", Images, mode, alignCorners, null, [factors.Height, factors.Width]);

    private static OperatorSample ToSize(Operand x, (int Height, int Width) size, string mode = "Nearest", bool alignCorners = false) =>
        Scaled($"size: {size}", x, mode, alignCorners, [size.Height, size.Width], null);

    private static OperatorSample ToLength(int length, string mode = "Nearest", bool alignCorners = false) => Scaled($"size: {length}", Line, mode, alignCorners, [length], null);

    private static OperatorSample Scaled(string argument, Operand x, string mode, bool alignCorners, long[]? size, double[]? factors) => OperatorSample.Unary(
        "Interpolate",
        $"Interpolate(x, {argument}, UpsampleMode.{mode}{(alignCorners ? ", true" : "")})",
        x,
        values => functional.interpolate(values, size, factors, Enum.Parse<InterpolationMode>(mode), mode == "Nearest" ? null : alignCorners)) with { Terms = 16 };
}
