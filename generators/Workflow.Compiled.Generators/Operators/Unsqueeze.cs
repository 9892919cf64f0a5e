using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>An axis of length 1 added.</summary>
internal sealed class Unsqueeze() : RankOperator("Unsqueeze")
{
    public override Inference Infer(OperatorCall call)
    {
        var (dim, source) = (call.Attributes.Int("dim"), call.Inputs[0]);
        var rank = source.Rank + 1;
        if (dim < -rank || dim >= rank)
        {
            return Inference.Fails(
                DiagnosticIds.InvalidArgument,
                $"{call.Label} adds an axis at place {dim}, but {call.Descriptions[0]} {source} can be given one at the places {-rank} to {rank - 1}")
                .CuredBy(new Cure.Argument("dim", dim < 0 ? -rank : rank - 1));
        }

        var axis = Axes.Normalize(dim, rank);
        return Inference.Of(Shape.Of([.. source.Dimensions.Take(axis), 1, .. source.Dimensions.Skip(axis)]));
    }
}
