using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A weight that each pixel spreads over the result: the gradient of a convolution as a layer.</summary>
internal sealed class ConvTranspose2d() : ConvolutionOperator("ConvTranspose2d", axes: 2, isTransposed: true)
{
    private protected override Inference InferResult(OperatorCall call, ConvolutionChannels channels)
    {
        var (source, weight) = (call.Inputs[0], call.Inputs[1]);
        var result = Result(source, weight, channels.Out, call.Attributes);
        foreach (var length in result.Dimensions.Skip(result.Rank - 2))
        {
            if (call.RequireAtMost(1, length, $"{call.Label} cuts off all that it makes of {call.Descriptions[0]} {source}: nothing is left") is { } nothing)
                return nothing;
        }

        var windows = ConvolutionCall.Of(result, weight, call.Attributes).Windows;
        if (windows.Check(call, "its result") is { } failure)
            return failure;
        return windows.Rows.Count.Equals(source[source.Rank - 2]) && windows.Columns.Count.Equals(source[source.Rank - 1])
            ? Inference.Of(result)
            : ImageWindows.Fails(call, "has an output padding that is not less than its stride");
    }

    private static Shape Result(Shape source, Shape weight, Dimension channels, Attributes attributes)
    {
        var (stride, padding) = (ImageWindows.Pair(attributes, "stride"), ImageWindows.Pair(attributes, "padding"));
        var (dilation, more) = (ImageWindows.Pair(attributes, "dilation", (1, 1)), ImageWindows.Pair(attributes, "outputPadding"));
        return Shape.Of(
        [
            .. source.Dimensions.Take(source.Rank - 3),
            channels,
            Length(source[source.Rank - 2], weight[2], stride.First, padding.First, dilation.First, more.First),
            Length(source[source.Rank - 1], weight[3], stride.Second, padding.Second, dilation.Second, more.Second),
        ]);
    }

    private static Dimension Length(Dimension length, Dimension kernel, Dimension stride, Dimension padding, Dimension dilation, Dimension more) =>
        ((length - 1) * stride) - (padding * 2) + (dilation * (kernel - 1)) + more + 1;
}
