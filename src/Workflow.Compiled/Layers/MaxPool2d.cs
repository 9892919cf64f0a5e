namespace Workflow.Compiled;

/// <summary>The largest value of each window.</summary>
/// <param name="kernelSize">Rows and columns of a window.</param>
/// <param name="stride">Rows and columns from one window to the next; null for <paramref name="kernelSize"/>.</param>
/// <param name="padding">Rows and columns beside the image that windows may reach into; null for 0.</param>
/// <param name="dilation">Rows and columns from one element of a window to the next; null for 1.</param>
/// <param name="ceilMode">Whether a last window may reach beyond the padding.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html"/>
public sealed class MaxPool2d(
    (int Height, int Width) kernelSize,
    (int Height, int Width)? stride = null,
    (int Height, int Width)? padding = null,
    (int Height, int Width)? dilation = null,
    bool ceilMode = false) : ParameterlessModule
{
    /// <summary>Creates a layer whose windows are the same along both axes.</summary>
    /// <inheritdoc cref="MaxPool2d(ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?, bool)"/>
    public MaxPool2d(int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false)
        : this((kernelSize, kernelSize), stride is { } step ? (step, step) : null, (padding, padding), (dilation, dilation), ceilMode)
    {
    }

    /// <inheritdoc cref="Functional.MaxPool2d(Tensor, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?, bool)"/>
    [Operator("MaxPool2d")]
    public override Tensor Forward(Tensor input) => Functional.MaxPool2d(input, kernelSize, stride, padding, dilation, ceilMode);
}
