using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Channels before and behind a convolution.</summary>
/// <param name="In">Channels of the input.</param>
/// <param name="Out">Channels of the result.</param>
/// <param name="Groups">Groups of channels that do not see each other.</param>
internal sealed record ConvolutionChannels(Dimension In, Dimension Out, Dimension Groups)
{
    /// <summary>The channels that a layer was made for.</summary>
    public static ConvolutionChannels OfLayer(Attributes attributes) =>
        new(attributes.Dimension("inChannels"), attributes.Dimension("outChannels"), attributes.Dimension("groups"));

    /// <summary>The channels of a function, which its weight decides: the first axis counts all on one side, the second those of one group on the other.</summary>
    public static ConvolutionChannels OfWeight(Shape weight, Dimension groups, bool isTransposed) =>
        isTransposed ? new(weight[0], weight[1] * groups, groups) : new(weight[1] * groups, weight[0], groups);

    /// <summary>What is wrong with the numbers; null where nothing is known to be.</summary>
    public Inference? Check(OperatorCall call)
    {
        if (Groups is { IsConstant: true, ConstantValue: < 1 })
            return ImageWindows.Fails(call, $"has {Groups} groups of channels, but there is at least 1");
        foreach (var channels in new[] { In, Out })
        {
            if (channels is { IsConstant: true, ConstantValue: < 1 })
                return ImageWindows.Fails(call, $"has {channels} channels, but there is at least 1");
            if (call.Require(Dimension.Modulo(channels, Groups), 0, DiagnosticIds.InvalidArgument, $"{call.Label} has {Groups} groups, but they do not divide {channels} channels") is { } failure)
                return failure;
        }

        return null;
    }

    /// <summary>Those of one group. What is wrong with the groups is found by the shape rule.</summary>
    public Dimension OfGroup(Dimension channels) => Groups.Equals(0) ? channels : Dimension.FloorDivide(channels, Groups);
}
