namespace Workflow.Compiled;

/// <summary>The mean of each window.</summary>
/// <param name="kernelSize">Rows and columns of a window.</param>
/// <param name="stride">Rows and columns from one window to the next; null for <paramref name="kernelSize"/>.</param>
/// <param name="padding">Rows and columns of zeros beside the image; null for 0.</param>
/// <param name="ceilMode">Whether a last window may reach beyond the padding.</param>
/// <param name="countIncludePad">Whether the zeros count.</param>
/// <param name="divisorOverride">What the sum is divided by; null for the number of elements.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html"/>
public sealed class AvgPool2d(
    (int Height, int Width) kernelSize,
    (int Height, int Width)? stride = null,
    (int Height, int Width)? padding = null,
    bool ceilMode = false,
    bool countIncludePad = true,
    int? divisorOverride = null) : ParameterlessModule
{
    /// <summary>Creates a layer whose windows are the same along both axes.</summary>
    /// <inheritdoc cref="AvgPool2d(ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, bool, bool, int?)"/>
    public AvgPool2d(int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null)
        : this((kernelSize, kernelSize), stride is { } step ? (step, step) : null, (padding, padding), ceilMode, countIncludePad, divisorOverride)
    {
    }

    /// <inheritdoc cref="Functional.AvgPool2d(Tensor, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, bool, bool, int?)"/>
    [Operator("AvgPool2d")]
    public override Tensor Forward(Tensor input) => Functional.AvgPool2d(input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);
}
