using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Axes of length 1 repeated, and new axes in front. Moves nothing; the gradient is summed back.</summary>
internal sealed class Expand : Operator
{
    public override string Name => "Expand";

    public override Inference Infer(OperatorCall call)
    {
        var (wanted, source) = (call.Attributes.Dimensions("dimensions"), call.Inputs[0]);
        var lead = wanted.Count - source.Rank;
        if (lead < 0)
            return Inference.Fails(DiagnosticIds.InvalidArgument, Words(call, wanted, "that has fewer axes"));
        var lengths = new Dimension[wanted.Count];
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            var own = axis < lead ? null : source[axis - lead];
            lengths[axis] = own is not null && wanted[axis].Equals(-1) ? own : wanted[axis];
            if (lengths[axis].IsConstant && lengths[axis].ConstantValue < 0)
                return Inference.Fails(DiagnosticIds.InvalidArgument, Words(call, wanted, $"{wanted[axis]} is no length for axis {axis}"));
            if (own is null || ShapeRules.IsOne(own))
                continue;
            var words = Words(call, wanted, $"an axis of length {own} cannot be repeated to {lengths[axis]}");
            if (call.Require(own, lengths[axis], DiagnosticIds.InvalidArgument, words) is { } failure)
                return failure.CuredBy(new Cure.Argument("dimensions", own, axis));
        }

        return Inference.Of(Shape.Of(lengths));
    }

    public override Value Lower(LoweringContext context) => context.Expand(context.Inputs[0], context.Output.Shape);

    public override void Differentiate(DerivativeContext context) => context.Accumulate(0, context.OutputGradient);

    private static string Words(OperatorCall call, EquatableArray<Dimension> wanted, string why) =>
        $"{call.Label} cannot expand {call.Descriptions[0]} {call.Inputs[0]} to {new Shape(wanted)}: {why}";
}
