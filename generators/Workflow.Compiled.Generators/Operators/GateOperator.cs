using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A pointwise function of the halves of a tensor along an axis, <c>{a}</c> and <c>{b}</c>.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="value">What it computes.</param>
/// <param name="first">The gradient of the first half.</param>
/// <param name="second">The gradient of the second half.</param>
public abstract class GateOperator(string name, PointwiseRule value, PointwiseRule first, PointwiseRule second) : Operator
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        var (dim, source) = (call.Attributes.Int("dim"), call.Inputs[0]);
        if (Axes.Check(call, [dim]) is { } failure)
            return failure;
        var axis = Axes.Normalize(dim, source.Rank);
        return call.Require(
            Dimension.Modulo(source[axis], 2), 0, DiagnosticIds.InvalidArgument, $"{call.Label} halves axis {axis} of {call.Descriptions[0]} {source}, but {source[axis]} is not even")
            ?? Inference.Of(Half(source, axis, 0).In(source));
    }

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context) => context.Pointwise(value, Halves(context));

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
        (string, Value)[] operands = [.. Halves(context), ("dy", context.OutputGradient)];
        var halves = context.Join(Axis(context), context.Pointwise(first, operands), context.Pointwise(second, operands));
        context.Accumulate(0, context.Reshape(halves, context.Inputs[0].Shape));
    }

    private static (string Name, Value Value)[] Halves(InstructionContext context)
    {
        var x = context.Inputs[0];
        return [("a", Half(x.Shape, Axis(context), 0).Take(context, x)), ("b", Half(x.Shape, Axis(context), 1).Take(context, x))];
    }

    private static int Axis(InstructionContext context) => Axes.Normalize(context.Attributes.Int("dim"), context.Inputs[0].Shape.Rank);

    private static AxisPart Half(Shape source, int axis, int number)
    {
        var length = Dimension.FloorDivide(source[axis], 2);
        return new AxisPart(axis, length * number, length, 1);
    }
}
