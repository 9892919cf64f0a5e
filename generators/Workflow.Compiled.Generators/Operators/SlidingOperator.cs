namespace Workflow.Compiled.Generators.Operators;

/// <summary>A weight that slides.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="axes">The axes behind the channels.</param>
public abstract class SlidingOperator(string name, int axes) : ConvolutionOperator(name, axes, isTransposed: false)
{
    private protected sealed override Inference InferResult(OperatorCall call, ConvolutionChannels channels)
    {
        var convolution = ConvolutionCall.Of(call.Inputs[0], call.Inputs[1], call.Attributes);
        return convolution.Check(call) ?? Inference.Of(convolution.Result(call.Inputs[0]));
    }
}
