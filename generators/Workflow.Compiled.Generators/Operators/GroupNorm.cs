using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>(x − mean) / √(variance + eps) · weight + bias over groups of channels.</summary>
internal sealed class GroupNorm() : ChannelNormOperator("GroupNorm", "numChannels", rank: 0)
{
    protected override Dimension Groups(Shape source, Attributes attributes) => attributes.Dimension("numGroups");

    protected override string? Problem(Shape source, Attributes attributes)
    {
        var groups = Groups(source, attributes);
        if (groups is { IsConstant: true, ConstantValue: < 1 })
            return $"has {groups} groups of channels, but there is at least 1";
        return Dimension.Modulo(source[1], groups).Equals(0) ? null : $"has {groups} groups, but they are not known to divide {source[1]} channels";
    }
}
