namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Unfold(Tensor, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?)"/>.</summary>
/// <param name="kernelSize">Rows and columns of a window.</param>
/// <param name="dilation">Rows and columns from one element of a window to the next; null for 1.</param>
/// <param name="padding">Rows and columns of zeros on each side; null for 0.</param>
/// <param name="stride">Rows and columns from one window to the next; null for 1.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Unfold.html"/>
public sealed class Unfold(
    (int Height, int Width) kernelSize, (int Height, int Width)? dilation = null, (int Height, int Width)? padding = null, (int Height, int Width)? stride = null)
    : ParameterlessModule
{
    /// <summary>Creates a layer whose windows are the same along both axes.</summary>
    /// <inheritdoc cref="Unfold(ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?)"/>
    public Unfold(int kernelSize, int dilation = 1, int padding = 0, int stride = 1)
        : this((kernelSize, kernelSize), (dilation, dilation), (padding, padding), (stride, stride))
    {
    }

    /// <inheritdoc cref="Functional.Unfold(Tensor, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?)"/>
    [Operator("Unfold")]
    public override Tensor Forward(Tensor input) => Functional.Unfold(input, kernelSize, dilation, padding, stride);
}
