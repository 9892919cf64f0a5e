using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>x · Φ(x), with the normal distribution function computed exactly or through tanh.</summary>
internal sealed class Gelu() : UnaryOperator("Gelu", Exact, ExactDerivative)
{
    private static readonly PointwiseRule Exact = new("gelu({x})", "VectorMath.Gelu({x})");
    private static readonly PointwiseRule ExactDerivative = new("{dy} · gelu′({x})", "{dy} * VectorMath.GeluDerivative({x})");
    private static readonly PointwiseRule Approximate = new("geluTanh({x})", "VectorMath.GeluTanh({x})");
    private static readonly PointwiseRule ApproximateDerivative = new("{dy} · geluTanh′({x})", "{dy} * VectorMath.GeluTanhDerivative({x})");

    protected override PointwiseRule Value(Attributes attributes) => IsApproximate(attributes) ? Approximate : Exact;

    protected override PointwiseRule Derivative(int operand, Attributes attributes) =>
        IsApproximate(attributes) ? ApproximateDerivative : ExactDerivative;

    private static bool IsApproximate(Attributes attributes) => attributes.Choice("approximate") == "Tanh";
}
