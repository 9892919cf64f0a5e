namespace Workflow.Compiled;

/// <summary>The mean of each of <paramref name="outputSize"/> parts of a sequence; with 1, of the whole sequence.</summary>
/// <param name="outputSize">The length of the result.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool1d.html"/>
public sealed class AdaptiveAvgPool1d(int outputSize) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.AdaptiveAvgPool1d"/>
    [Operator("AdaptiveAvgPool1d")]
    public override Tensor Forward(Tensor input) => Functional.AdaptiveAvgPool1d(input, outputSize);
}
