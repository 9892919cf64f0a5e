using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Joins a range of axes into one. Moves nothing.</summary>
internal sealed class Flatten : Operator
{
    public override string Name => "Flatten";

    public override Inference Infer(OperatorCall call)
    {
        var source = call.Inputs[0];
        int[] range = [call.Attributes.Int("startDim"), call.Attributes.Int("endDim")];
        if (Axes.Check(call, range, distinct: false) is { } failure)
            return failure;
        var start = Axes.Normalize(range[0], source.Rank);
        var end = Axes.Normalize(range[1], source.Rank);
        if (start > end)
        {
            return Inference.Fails(
                Diagnostics.DiagnosticIds.InvalidArgument,
                $"{call.Label} joins the axes from startDim to endDim, but {range[0]} comes after {range[1]} in {call.Descriptions[0]} {source}");
        }

        return Inference.Of(Shape.Of(
        [
            .. source.Dimensions.Take(start),
            ShapeRules.Product(source, start, end + 1),
            .. source.Dimensions.Skip(end + 1),
        ]));
    }

    /// <summary>A flattening that took the batch with it, or began too late: what is meant begins behind the batch.</summary>
    public override Cure.Argument? ArgumentForWidth(OperatorCall call, Dimension width)
    {
        var source = call.Inputs[0];
        return source.Rank > 1 && ShapeRules.Product(source, 1, source.Rank).Equals(width) ? new("startDim", 1) : null;
    }

    public override Value Lower(LoweringContext context) => context.Reshape(context.Inputs[0], context.Output.Shape);

    public override void Differentiate(DerivativeContext context) =>
        context.Accumulate(0, context.Reshape(context.OutputGradient, context.Inputs[0].Shape));
}
