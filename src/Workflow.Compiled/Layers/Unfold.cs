namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Unfold"/>.</summary>
/// <param name="kernelSize">Rows and columns of a window.</param>
/// <param name="dilation">Rows and columns from one element of a window to the next.</param>
/// <param name="padding">Rows and columns of zeros on each side.</param>
/// <param name="stride">Rows and columns from one window to the next.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Unfold.html"/>
public sealed class Unfold(int kernelSize, int dilation = 1, int padding = 0, int stride = 1) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Unfold"/>
    public override Tensor Forward(Tensor input) => Functional.Unfold(input, kernelSize, dilation, padding, stride);
}
