namespace Workflow.Compiled;

/// <summary>The largest value of each of some parts of an image; with 1, of the whole image.</summary>
/// <param name="outputSize">Rows and columns of the result: as many parts there are.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html"/>
public sealed class AdaptiveMaxPool2d((int Height, int Width) outputSize) : ParameterlessModule
{
    /// <summary>Creates a layer with as many rows as columns.</summary>
    /// <param name="outputSize">Rows and columns of the result.</param>
    public AdaptiveMaxPool2d(int outputSize)
        : this((outputSize, outputSize))
    {
    }

    /// <inheritdoc cref="Functional.AdaptiveMaxPool2d(Tensor, ValueTuple{int, int})"/>
    [Operator("AdaptiveMaxPool2d")]
    public override Tensor Forward(Tensor input) => Functional.AdaptiveMaxPool2d(input, outputSize);
}
