namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.MaxPool1d"/>.</summary>
/// <param name="kernelSize">The elements of a window.</param>
/// <param name="stride">From one window to the next; null for <paramref name="kernelSize"/>.</param>
/// <param name="padding">How far windows may reach beyond the sequence.</param>
/// <param name="dilation">From one element of a window to the next.</param>
/// <param name="ceilMode">Whether a last window may reach beyond the padding.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html"/>
public sealed class MaxPool1d(int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.MaxPool1d"/>
    [Operator("MaxPool1d")]
    public override Tensor Forward(Tensor input) => Functional.MaxPool1d(input, kernelSize, stride, padding, dilation, ceilMode);
}
