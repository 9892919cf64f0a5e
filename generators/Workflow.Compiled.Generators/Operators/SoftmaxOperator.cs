using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>An operator that normalises along one axis, with a forward and a backward kernel that look at the whole axis.</summary>
/// <param name="name">The operator's name, and that of the kernel class.</param>
/// <param name="formula">The value, for comments.</param>
/// <param name="derivative">The gradient, for comments.</param>
public abstract class SoftmaxOperator(string name, string formula, string derivative) : Operator
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override Inference Infer(OperatorCall call) =>
        Axes.Check(call, [call.Attributes.Int("dim")]) ?? Inference.Of(call.Inputs[0]);

    /// <inheritdoc/>
    public override Value Lower(LoweringContext context) =>
        context.AlongAxis($"{name}.Forward", formula, Axis(context.Inputs[0], context.Attributes), ("x", context.Inputs[0]));

    /// <inheritdoc/>
    public override void Differentiate(DerivativeContext context) =>
        context.Accumulate(0, context.AlongAxis(
            $"{name}.Backward",
            derivative,
            Axis(context.Inputs[0], context.Attributes),
            ("y", context.Output),
            ("dy", context.OutputGradient)));

    private static int Axis(Value input, Attributes attributes) => Axes.Normalize(attributes.Int("dim"), input.Shape.Rank);
}
