namespace Workflow.Compiled;

/// <summary>The mean of each of some parts of an image; with 1, of the whole image.</summary>
/// <param name="outputSize">Rows and columns of the result: as many parts there are.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html"/>
public sealed class AdaptiveAvgPool2d((int Height, int Width) outputSize) : ParameterlessModule
{
    /// <summary>Creates a layer with as many rows as columns.</summary>
    /// <param name="outputSize">Rows and columns of the result.</param>
    public AdaptiveAvgPool2d(int outputSize)
        : this((outputSize, outputSize))
    {
    }

    /// <inheritdoc cref="Functional.AdaptiveAvgPool2d(Tensor, ValueTuple{int, int})"/>
    [Operator("AdaptiveAvgPool2d")]
    public override Tensor Forward(Tensor input) => Functional.AdaptiveAvgPool2d(input, outputSize);
}
