using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>(x − mean) / √(variance + eps) · weight + bias over groups of channels.</summary>
internal sealed class GroupNorm() : ChannelNormOperator("GroupNorm", "numChannels", rank: 0)
{
    protected override Dimension Groups(Shape source, Attributes attributes) => attributes.Dimension("numGroups");

    protected override Inference? Check(OperatorCall call)
    {
        var (groups, channels) = (Groups(call.Inputs[0], call.Attributes), call.Inputs[0][1]);
        return groups is { IsConstant: true, ConstantValue: < 1 }
            ? Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} has {groups} groups of channels, but there is at least 1")
            : call.Require(Dimension.Modulo(channels, groups), 0, DiagnosticIds.InvalidArgument, $"{call.Label} has {groups} groups, but they do not divide {channels} channels");
    }
}
