using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>x where x is positive, else alpha · (exp(x) − 1).</summary>
internal sealed class Elu() : UnaryOperator(
    "Elu",
    new("elu({x})", "VectorMath.Elu({x}, {=alpha})"),
    FromResult)
{
    private static readonly PointwiseRule FromResult = new(
        "{dy} · ({y} > 0 ? 1 : {y} + {alpha})",
        "V.Select(V.GreaterThan({y}, V.Zero), {dy}, {dy} * ({y} + {alpha}))");

    private static readonly PointwiseRule FromOperand = new(
        "{dy} · ({x} > 0 ? 1 : {alpha} · exp({x}))",
        "V.Select(V.GreaterThan({x}, V.Zero), {dy}, {dy} * {alpha} * VectorMath.Exp({x}))");

    /// <summary>With a positive alpha the result has the operand's sign, so that the operand need not be saved.</summary>
    protected override PointwiseRule Derivative(int operand, Attributes attributes) =>
        attributes.RealOrNaN("alpha") > 0 ? FromResult : FromOperand;
}
