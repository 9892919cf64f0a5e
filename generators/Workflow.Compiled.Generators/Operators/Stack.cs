using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Tensors of one shape joined along a new axis.</summary>
internal sealed class Stack : Operator
{
    public override string Name => "Stack";

    public override Inference Infer(OperatorCall call)
    {
        if (call.Inputs.Count == 0)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs a tensor to stack");
        var (dim, first) = (call.Attributes.Int("dim"), call.Inputs[0]);
        var rank = first.Rank + 1;
        if (dim < -rank || dim >= rank)
        {
            return Inference.Fails(
                DiagnosticIds.InvalidArgument,
                $"{call.Label} adds an axis at place {dim}, but {call.Descriptions[0]} {first} can be given one at the places {-rank} to {rank - 1}")
                .CuredBy(new Cure.Argument("dim", dim < 0 ? -rank : rank - 1));
        }

        for (var i = 1; i < call.Inputs.Count; i++)
        {
            var words = $"{call.Label} cannot stack {call.Descriptions[0]} {first} and {call.Descriptions[i]} {call.Inputs[i]}: their shapes must be equal";
            if (call.Require(first, call.Inputs[i], DiagnosticIds.InvalidArgument, words) is { } failure)
                return failure.CuredBy(ShapeCures.Equal(first, call.Inputs[i], i));
        }

        var axis = Axes.Normalize(dim, rank);
        return Inference.Of(Shape.Of([.. first.Dimensions.Take(axis), call.Inputs.Count, .. first.Dimensions.Skip(axis)]));
    }

    public override Value Lower(LoweringContext context)
    {
        var (axis, slice) = (Axis(context), Slice(context));
        Value[] parts = [.. context.Inputs.Select(input => context.Reshape(input, slice))];
        return parts.Length == 1 ? parts[0] : context.Join(axis, parts);
    }

    public override void Differentiate(DerivativeContext context)
    {
        for (var i = 0; i < context.Inputs.Count; i++)
        {
            if (context.Needs(i))
                context.Accumulate(i, context.Reshape(context.Slice(context.OutputGradient, Axis(context), i, 1), context.Inputs[i].Shape));
        }
    }

    private static int Axis(InstructionContext context) => Axes.Normalize(context.Attributes.Int("dim"), context.Output.Shape.Rank);

    /// <summary>The shape of an operand with the new axis.</summary>
    private static Shape Slice(InstructionContext context)
    {
        var (axis, own) = (Axis(context), context.Inputs[0].Shape.Dimensions);
        return Shape.Of([.. own.Take(axis), 1, .. own.Skip(axis)]);
    }
}
