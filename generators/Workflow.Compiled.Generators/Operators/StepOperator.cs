namespace Workflow.Compiled.Generators.Operators;

/// <summary>A pointwise operator that is constant but for jumps: comparisons, signs, rounding. No gradient flows through it.</summary>
public abstract class StepOperator(string name, string[] operands, PointwiseRule value) : PointwiseOperator(name, operands, value)
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;
}
