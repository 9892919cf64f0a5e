using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>An axis of length 1 removed; one of another length stays.</summary>
internal sealed class Squeeze() : RankOperator("Squeeze")
{
    public override Inference Infer(OperatorCall call)
    {
        var (dim, source) = (call.Attributes.Int("dim"), call.Inputs[0]);
        if (Axes.Check(call, [dim]) is { } failure)
            return failure;
        var axis = Axes.Normalize(dim, source.Rank);
        return Dimension.Compare(source[axis], 1) switch
        {
            Comparison.ProvenEqual => Inference.Of(Shape.Of([.. source.Dimensions.Where((_, own) => own != axis)])),
            Comparison.ProvenDifferent => Inference.Of(source),
            _ => Inference.Fails(
                DiagnosticIds.InvalidArgument,
                $"{call.Label} removes axis {axis} of {call.Descriptions[0]} {source} if its length is 1, but {source[axis]} may be 1 or not"),
        };
    }
}
