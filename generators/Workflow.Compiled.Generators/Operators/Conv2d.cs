using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A weight that slides over images.</summary>
internal sealed class Conv2d() : ConvolutionOperator("Conv2d", isTransposed: false)
{
    private protected override Inference InferResult(OperatorCall call, ConvolutionChannels channels)
    {
        var windows = ConvolutionCall.Of(call.Inputs[0], call.Inputs[1], call.Attributes).Windows;
        return windows.Check(call) ?? Inference.Of(windows.Result(call.Inputs[0], channels.Out));
    }
}
