namespace Workflow.Compiled;

/// <summary>The largest value of each of <paramref name="outputSize"/> x <paramref name="outputSize"/> parts of an image; with 1, of the whole image.</summary>
/// <param name="outputSize">Rows and columns of the result.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html"/>
public sealed class AdaptiveMaxPool2d(int outputSize) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.AdaptiveMaxPool2d"/>
    public override Tensor Forward(Tensor input) => Functional.AdaptiveMaxPool2d(input, outputSize);
}
