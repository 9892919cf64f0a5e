namespace Workflow.Compiled;

/// <summary>The largest value of each window.</summary>
/// <param name="kernelSize">Rows and columns of a window.</param>
/// <param name="stride">From one window to the next; null for <paramref name="kernelSize"/>.</param>
/// <param name="padding">Rows and columns beside the image that windows may reach into.</param>
/// <param name="dilation">Rows and columns from one element of a window to the next.</param>
/// <param name="ceilMode">Whether a last window may reach beyond the padding.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html"/>
public sealed class MaxPool2d(int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.MaxPool2d"/>
    [Operator("MaxPool2d")]
    public override Tensor Forward(Tensor input) => Functional.MaxPool2d(input, kernelSize, stride, padding, dilation, ceilMode);
}
