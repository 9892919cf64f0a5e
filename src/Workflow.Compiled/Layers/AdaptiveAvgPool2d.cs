namespace Workflow.Compiled;

/// <summary>The mean of each of <paramref name="outputSize"/> x <paramref name="outputSize"/> parts of an image; with 1, of the whole image.</summary>
/// <param name="outputSize">Rows and columns of the result.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html"/>
public sealed class AdaptiveAvgPool2d(int outputSize) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.AdaptiveAvgPool2d"/>
    [Operator("AdaptiveAvgPool2d")]
    public override Tensor Forward(Tensor input) => Functional.AdaptiveAvgPool2d(input, outputSize);
}
