namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Fold(Tensor, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?)"/>.</summary>
/// <param name="outputSize">Height and width of the images.</param>
/// <param name="kernelSize">Rows and columns of a window.</param>
/// <param name="dilation">Rows and columns from one element of a window to the next; null for 1.</param>
/// <param name="padding">Rows and columns beside the image that windows reach into; null for 0.</param>
/// <param name="stride">Rows and columns from one window to the next; null for 1.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Fold.html"/>
public sealed class Fold(
    (int Height, int Width) outputSize,
    (int Height, int Width) kernelSize,
    (int Height, int Width)? dilation = null,
    (int Height, int Width)? padding = null,
    (int Height, int Width)? stride = null) : ParameterlessModule
{
    /// <summary>Creates a layer whose windows are the same along both axes.</summary>
    /// <inheritdoc cref="Fold(ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?)"/>
    public Fold((int Height, int Width) outputSize, int kernelSize, int dilation = 1, int padding = 0, int stride = 1)
        : this(outputSize, (kernelSize, kernelSize), (dilation, dilation), (padding, padding), (stride, stride))
    {
    }

    /// <inheritdoc cref="Functional.Fold(Tensor, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?)"/>
    [Operator("Fold")]
    public override Tensor Forward(Tensor input) => Functional.Fold(input, outputSize, kernelSize, dilation, padding, stride);
}
