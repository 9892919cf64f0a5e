using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>x where x is positive, else negativeSlope · x.</summary>
internal sealed class LeakyRelu() : UnaryOperator(
    "LeakyRelu",
    new("leakyRelu({x})", "V.Select(V.GreaterThan({x}, V.Zero), {x}, {x} * {negativeSlope})"),
    FromResult)
{
    private static readonly PointwiseRule FromResult = Derivative("{y}");
    private static readonly PointwiseRule FromOperand = Derivative("{x}");

    /// <summary>With a positive slope the result has the operand's sign, so that the operand need not be saved.</summary>
    protected override PointwiseRule Derivative(int operand, Attributes attributes) =>
        attributes.RealOrNaN("negativeSlope") > 0 ? FromResult : FromOperand;

    private static PointwiseRule Derivative(string sign) => new(
        $"{{dy}} · ({sign} > 0 ? 1 : {{negativeSlope}})",
        $"V.Select(V.GreaterThan({sign}, V.Zero), {{dy}}, {{dy}} * {{negativeSlope}})");
}
