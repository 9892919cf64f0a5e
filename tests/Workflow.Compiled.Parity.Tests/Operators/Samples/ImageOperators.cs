using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Patches, and images of other sizes.</summary>
internal static class ImageOperators
{
    private static Operand Images => Operand.Batched("x", 4, 5, 7);

    public static IEnumerable<OperatorSample> Samples =>
    [
        Patches("3", 3), Patches("2, stride: 2", 2, stride: 2), Patches("3, 1, 2", 3, 1, 2), Patches("2, 2, 1, 3", 2, 2, 1, 3), Patches("1", 1), Patches("5", 5),
        Folded("3", 3, 3 * 5), Folded("2, stride: 2", 2, 2 * 3, stride: 2), Folded("3, 1, 1", 3, 5 * 7, padding: 1), Folded("2, 2, 1, 3", 2, 2 * 3, 2, 1, 3),
        Scaled("2"), Scaled("3f"), Scaled("1"), Scaled("1.5f", 1.5), Scaled("0.5f", 0.5), Scaled("2.7f", 2.7),
        Bilinear("2, UpsampleMode.Bilinear", 2), Bilinear("1.5f, UpsampleMode.Bilinear", 1.5), Bilinear("0.6f, UpsampleMode.Bilinear", 0.6),
        Bilinear("2, UpsampleMode.Bilinear, alignCorners: true", 2, true), Bilinear("3, UpsampleMode.Bilinear, true", 3, true),
        OperatorSample.Unary("Interpolate", "Square(Interpolate(Square(x), 2)) * 2f", Images, x => 2 * functional.interpolate(x.square(), scale_factor: [2, 2]).square()) with { Terms = 64 },
        OperatorSample.Unary("InterpolateToSize", "Interpolate(x, (8, 3))", Images, x => functional.interpolate(x, [8, 3])),
        OperatorSample.Unary("InterpolateToSize", "Interpolate(x, (8, 3), UpsampleMode.Bilinear)", Images, x => functional.interpolate(x, [8, 3], mode: InterpolationMode.Bilinear, align_corners: false)) with { Terms = 4 },
        OperatorSample.Unary("InterpolateToSize", "Interpolate(x, (1, 9), UpsampleMode.Bilinear, true)", Images, x => functional.interpolate(x, [1, 9], mode: InterpolationMode.Bilinear, align_corners: true)) with { Terms = 4 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Unfold", "Unfold(x, 6)", [Images], o => functional.unfold(o[0], 6)),
        new("Fold", "Fold(x, (5, 7), 2)", [Operand.Batched("x", 8, 5)], o => functional.fold(o[0], 5, 2)),
        new("Interpolate", "Interpolate(x, 0.1f)", [Images], o => functional.interpolate(o[0], scale_factor: [0.1, 0.1])),
        new("Interpolate", "Interpolate(x, 2, alignCorners: true)", [Images], Torch: null),
    ];

    private static OperatorSample Patches(string arguments, int kernel, int dilation = 1, int padding = 0, int stride = 1) =>
        OperatorSample.Unary("Unfold", $"Unfold(x, {arguments})", Images, x => functional.unfold(x, kernel, dilation, padding, stride));

    private static OperatorSample Folded(string arguments, int kernel, int windows, int dilation = 1, int padding = 0, int stride = 1) => OperatorSample.Unary(
        "Fold", $"Fold(x, (5, 7), {arguments})", Operand.Batched("x", 2 * kernel * kernel, windows), x => functional.fold(x, (5, 7), (kernel, kernel), (dilation, dilation), (padding, padding), (stride, stride))) with { Terms = kernel * kernel };

    private static OperatorSample Scaled(string arguments, double? factor = null)
    {
        var scale = factor ?? double.Parse(arguments.TrimEnd('f'), System.Globalization.CultureInfo.InvariantCulture);
        return OperatorSample.Unary("Interpolate", $"Interpolate(x, {arguments})", Images, x => functional.interpolate(x, scale_factor: [scale, scale])) with { IsCompiled = factor is null, Terms = 9 };
    }

    private static OperatorSample Bilinear(string arguments, double factor, bool alignCorners = false) => OperatorSample.Unary(
        "Interpolate",
        $"Interpolate(x, {arguments})",
        Images,
        x => functional.interpolate(x, scale_factor: [factor, factor], mode: InterpolationMode.Bilinear, align_corners: alignCorners)) with { IsCompiled = false, Terms = 4 };
}
