namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.AvgPool1d"/>.</summary>
/// <param name="kernelSize">The elements of a window.</param>
/// <param name="stride">From one window to the next; null for <paramref name="kernelSize"/>.</param>
/// <param name="padding">Zeros beside the sequence.</param>
/// <param name="ceilMode">Whether a last window may reach beyond the padding.</param>
/// <param name="countIncludePad">Whether the zeros count.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html"/>
public sealed class AvgPool1d(int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.AvgPool1d"/>
    [Operator("AvgPool1d")]
    public override Tensor Forward(Tensor input) => Functional.AvgPool1d(input, kernelSize, stride, padding, ceilMode, countIncludePad);
}
