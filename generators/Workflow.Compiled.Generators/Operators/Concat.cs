using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Tensors joined along an axis that they have.</summary>
internal sealed class Concat : Operator
{
    public override string Name => "Concat";

    public override Inference Infer(OperatorCall call)
    {
        if (call.Inputs.Count == 0)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs a tensor to join");
        var dim = call.Attributes.Int("dim");
        if (Axes.Check(call, [dim]) is { } failure)
            return failure;
        var first = call.Inputs[0];
        var axis = Axes.Normalize(dim, first.Rank);
        for (var i = 1; i < call.Inputs.Count; i++)
        {
            if (Conflict(call, i, axis) is { } conflict)
                return conflict.CuredBy(Cures(call, i));
        }

        var total = call.Inputs.Aggregate((Dimension)0, (sum, input) => sum + input[axis]);
        return Inference.Of(Shape.Of([.. first.Dimensions.Select((length, own) => own == axis ? total : length)]));
    }

    public override Value Lower(LoweringContext context) =>
        context.Inputs.Count == 1 ? context.Inputs[0] : context.Join(Axis(context), [.. context.Inputs]);

    public override void Differentiate(DerivativeContext context)
    {
        var axis = Axis(context);
        Dimension start = 0;
        for (var i = 0; i < context.Inputs.Count; i++)
        {
            var length = context.Inputs[i].Shape[axis];
            if (context.Needs(i))
                context.Accumulate(i, context.Inputs.Count == 1 ? context.OutputGradient : context.Slice(context.OutputGradient, axis, start, length));
            start += length;
        }
    }

    private static int Axis(InstructionContext context) => Axes.Normalize(context.Attributes.Int("dim"), context.Inputs[0].Shape.Rank);

    /// <summary>The one axis along which all would fit; or a layer in front made to give the first one's length.</summary>
    private static IEnumerable<Cure> Cures(OperatorCall call, int differing)
    {
        var first = call.Inputs[0];
        if (Enumerable.Range(0, first.Rank).Where(axis => call.Inputs.All(input => FitsAlong(first, input, axis))).ToArray() is [var only])
            yield return new Cure.Argument("dim", only);
        yield return new Cure.Width(differing, first[first.Rank - 1]);
    }

    private static bool FitsAlong(Shape first, Shape other, int axis) =>
        first.Rank == other.Rank && Enumerable.Range(0, first.Rank).All(own => own == axis || first[own].Equals(other[own]));

    private static Inference? Conflict(OperatorCall call, int operand, int axis)
    {
        var (first, other) = (call.Inputs[0], call.Inputs[operand]);
        var words = $"{call.Label} cannot join {call.Descriptions[0]} {first} and {call.Descriptions[operand]} {other} along axis {axis}";
        if (first.Rank != other.Rank)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{words}: their numbers of axes differ");
        return Enumerable.Range(0, first.Rank).Where(own => own != axis)
            .Select(own => call.Require(first[own], other[own], DiagnosticIds.InvalidArgument, $"{words}: {first[own]} and {other[own]} of axis {own} must be equal"))
            .FirstOrDefault(failure => failure is not null);
    }
}
