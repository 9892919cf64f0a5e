using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The elements at one place of an axis, which vanishes. Moves nothing.</summary>
internal sealed class Select : Operator
{
    public override string Name => "Select";

    public override Inference Infer(OperatorCall call)
    {
        var (dim, source) = (call.Attributes.Int("dim"), call.Inputs[0]);
        if (Axes.Check(call, [dim]) is { } failure)
            return failure;
        var axis = Axes.Normalize(dim, source.Rank);
        var index = call.Attributes.Dimension("index");
        var place = AxisPart.PlaceOf(source[axis], index);
        var words = $"{call.Label} asks for place {index} of axis {axis} of {call.Descriptions[0]} {source}, which has the places -{source[axis]} to {source[axis] - 1}";
        if ((call.RequireAtMost(0, place, words) ?? call.RequireAtMost(place + 1, source[axis], words)) is { } outside)
            return source[axis].IsConstant ? outside.CuredBy(new Cure.Argument("index", source[axis] - 1)) : outside;
        return Inference.Of(Shape.Of([.. source.Dimensions.Where((_, own) => own != axis)]));
    }

    public override Value Lower(LoweringContext context) =>
        context.Reshape(Part(context.Inputs[0].Shape, context.Attributes).Take(context, context.Inputs[0]), context.Output.Shape);

    public override void Differentiate(DerivativeContext context)
    {
        var source = context.Inputs[0].Shape;
        var part = Part(source, context.Attributes);
        context.AccumulatePart(part, context.Reshape(context.OutputGradient, part.In(source)));
    }

    private static AxisPart Part(Shape source, Attributes attributes)
    {
        var axis = Axes.Normalize(attributes.Int("dim"), source.Rank);
        return new AxisPart(axis, AxisPart.PlaceOf(source[axis], attributes.Dimension("index")), 1, 1);
    }
}
