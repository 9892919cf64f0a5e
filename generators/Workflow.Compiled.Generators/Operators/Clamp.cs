using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>min(max(x, min), max), where an infinite limit is no limit. The gradient passes at the limits, as in PyTorch, unlike that of <see cref="Hardtanh"/>.</summary>
internal sealed class Clamp() : UnaryOperator("Clamp", Both, BothDerivative)
{
    private static readonly PointwiseRule Both = new("min(max({x}, {min}), {max})", "V.AtMost(V.AtLeast({x}, {min}), {max})");
    private static readonly PointwiseRule Below = new("max({x}, {min})", "V.AtLeast({x}, {min})");
    private static readonly PointwiseRule Above = new("min({x}, {max})", "V.AtMost({x}, {max})");

    private static readonly PointwiseRule BothDerivative = new(
        "{dy} · [{min} ≤ {x} ≤ {max}]",
        "V.Select(V.GreaterThanOrEqual({x}, {min}), V.Select(V.LessThanOrEqual({x}, {max}), {dy}, V.Zero), V.Zero)");

    private static readonly PointwiseRule BelowDerivative = new(
        "{dy} · [{x} ≥ {min}]", "V.Select(V.GreaterThanOrEqual({x}, {min}), {dy}, V.Zero)");

    private static readonly PointwiseRule AboveDerivative = new(
        "{dy} · [{x} ≤ {max}]", "V.Select(V.LessThanOrEqual({x}, {max}), {dy}, V.Zero)");

    protected override PointwiseRule Value(Attributes attributes) => Choose(attributes, Both, Below, Above);

    protected override PointwiseRule Derivative(int operand, Attributes attributes) =>
        Choose(attributes, BothDerivative, BelowDerivative, AboveDerivative);

    private static PointwiseRule Choose(Attributes attributes, PointwiseRule both, PointwiseRule below, PointwiseRule above) =>
        float.IsPositiveInfinity(attributes.RealOrNaN("max")) ? below
        : float.IsNegativeInfinity(attributes.RealOrNaN("min")) ? above
        : both;
}
