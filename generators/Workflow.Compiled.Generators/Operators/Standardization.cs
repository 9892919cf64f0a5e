using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Values brought to one scale along some axes: (x − mean) · scale with scale = 1 / √(mean of squares + eps).</summary>
/// <param name="Normalized">n, the scaled values.</param>
/// <param name="Scale">The scale, with the axes at length 1.</param>
/// <param name="Squares">The mean of squares, with the axes at length 1: where a mean is taken away, the variance.</param>
/// <param name="Axes">The axes, sorted.</param>
/// <param name="Mean">The mean that is taken away first; null for none.</param>
internal sealed record Standardization(Value Normalized, Value Scale, Value Squares, IReadOnlyList<int> Axes, Value? Mean)
{
    private static readonly PointwiseRule Centered = new("{x} − {mean}", "{x} - {mean}") { Role = "Centered" };
    private static readonly PointwiseRule Square = new("{x}²", "{x} * {x}") { Role = "Square" };
    private static readonly PointwiseRule OfSquares = new("1 / √({squares} + eps)", "V.One / V.Sqrt({squares} + {eps})") { Role = "Scale" };
    private static readonly PointwiseRule Scaled = new("{a} · {b}", "{a} * {b}") { Role = "Scaled" };
    private static readonly PointwiseRule Times = new("{a} · {b}", "{a} * {b}");

    /// <summary>Computes it, with the attribute <c>eps</c>.</summary>
    public static Standardization Of(InstructionContext context, Value x, IReadOnlyList<int> axes, bool isCentered)
    {
        var mean = isCentered ? context.ReduceKeeping("Mean", x, axes) : null;
        if (mean is not null)
            x = context.Pointwise(Centered, x.Shape, [("x", x), ("mean", mean)]);
        var squares = context.ReduceKeeping("Mean", context.Pointwise(Square, x.Shape, [("x", x)]), axes);
        var scale = context.Pointwise(OfSquares, squares.Shape, [("squares", squares)]);
        return new Standardization(context.Pointwise(Scaled, x.Shape, [("a", x), ("b", scale)]), scale, squares, axes, mean);
    }

    /// <summary>The gradient of x from that of n, g: scale · (g − mean(g) − n · mean(g · n)); without a mean taken away, without mean(g).</summary>
    public Value InputGradient(InstructionContext context, Value gradient)
    {
        var along = context.ReduceKeeping("Mean", context.Pointwise(Times, gradient.Shape, [("a", gradient), ("b", Normalized)]), Axes);
        if (Mean is null)
        {
            return context.Pointwise(
                new("{scale} · ({g} − {n} · {along})", "{scale} * ({g} - {n} * {along})"),
                gradient.Shape,
                [("scale", Scale), ("g", gradient), ("n", Normalized), ("along", along)]);
        }

        return context.Pointwise(
            new("{scale} · ({g} − {mean} − {n} · {along})", "{scale} * ({g} - {mean} - {n} * {along})"),
            gradient.Shape,
            [("scale", Scale), ("g", gradient), ("mean", context.ReduceKeeping("Mean", gradient, Axes)), ("n", Normalized), ("along", along)]);
    }
}
