namespace Workflow.Compiled;

/// <summary>The mean of each window.</summary>
/// <param name="kernelSize">Rows and columns of a window.</param>
/// <param name="stride">From one window to the next; null for <paramref name="kernelSize"/>.</param>
/// <param name="padding">Rows and columns of zeros beside the image.</param>
/// <param name="ceilMode">Whether a last window may reach beyond the padding.</param>
/// <param name="countIncludePad">Whether the zeros count.</param>
/// <param name="divisorOverride">What the sum is divided by; null for the number of elements.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html"/>
public sealed class AvgPool2d(
    int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.AvgPool2d"/>
    [Operator("AvgPool2d")]
    public override Tensor Forward(Tensor input) => Functional.AvgPool2d(input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);
}
