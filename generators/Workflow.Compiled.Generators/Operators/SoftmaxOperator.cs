using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// An operator that normalises along one axis. Along the last one it is written as reductions of rows and pointwise work, which are one pass
/// over the rows together with what stands before and behind; along any other one a kernel looks at the whole axis.
/// </summary>
/// <param name="name">The operator's name, and that of the kernel class.</param>
/// <param name="formula">The value, for comments.</param>
/// <param name="derivative">The gradient, for comments.</param>
public abstract class SoftmaxOperator(string name, string formula, string derivative) : Operator
{
    private static readonly PointwiseRule Exponential = new("exp({x} − {max})", "VectorMath.Exp({x} - {max})");

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override Inference Infer(OperatorCall call) =>
        Axes.Check(call, [call.Attributes.Int("dim")]) ?? Inference.Of(call.Inputs[0]);

    /// <inheritdoc/>
    public override Value Lower(LoweringContext context)
    {
        var x = context.Inputs[0];
        var axis = Axis(x, context.Attributes);
        if (!IsLast(x, axis))
            return context.AlongAxis($"{name}.Forward", formula, axis, ("x", x));
        var max = context.ReduceKeeping("Max", x, [axis]);
        var exponential = context.Pointwise(Exponential, ("x", x), ("max", max));
        var sum = context.ReduceKeeping("Sum", exponential, [axis]);
        return Normalize(context, x, max, exponential, sum);
    }

    /// <inheritdoc/>
    public override void Differentiate(DerivativeContext context)
    {
        var (y, dy) = (context.Output, context.OutputGradient);
        var axis = Axis(y, context.Attributes);
        context.Accumulate(0, IsLast(y, axis)
            ? Differentiate(context, y, dy, axis)
            : context.AlongAxis($"{name}.Backward", derivative, axis, ("y", y), ("dy", dy)));
    }

    /// <summary>The result, from the operand, its largest element, the exponentials of the distances to that, and their sum.</summary>
    protected abstract Value Normalize(LoweringContext context, Value x, Value max, Value exponential, Value sum);

    /// <summary>The gradient along the last axis.</summary>
    protected abstract Value Differentiate(DerivativeContext context, Value y, Value dy, int axis);

    private static bool IsLast(Value value, int axis) => axis == value.Shape.Rank - 1 && value.Shape.Rank > 1;

    private static int Axis(Value input, Attributes attributes) => Axes.Normalize(attributes.Int("dim"), input.Shape.Rank);
}
