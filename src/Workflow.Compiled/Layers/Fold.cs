namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Fold"/>.</summary>
/// <param name="outputSize">Height and width of the images.</param>
/// <param name="kernelSize">Rows and columns of a window.</param>
/// <param name="dilation">Rows and columns from one element of a window to the next.</param>
/// <param name="padding">Rows and columns beside the image that windows reach into.</param>
/// <param name="stride">Rows and columns from one window to the next.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Fold.html"/>
public sealed class Fold((int Height, int Width) outputSize, int kernelSize, int dilation = 1, int padding = 0, int stride = 1) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Fold"/>
    public override Tensor Forward(Tensor input) => Functional.Fold(input, outputSize, kernelSize, dilation, padding, stride);
}
