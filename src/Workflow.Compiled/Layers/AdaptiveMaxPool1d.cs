namespace Workflow.Compiled;

/// <summary>The largest value of each of <paramref name="outputSize"/> parts of a sequence; with 1, of the whole sequence.</summary>
/// <param name="outputSize">The length of the result.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool1d.html"/>
public sealed class AdaptiveMaxPool1d(int outputSize) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.AdaptiveMaxPool1d"/>
    [Operator("AdaptiveMaxPool1d")]
    public override Tensor Forward(Tensor input) => Functional.AdaptiveMaxPool1d(input, outputSize);
}
