namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.PixelUnshuffle"/>.</summary>
/// <param name="downscaleFactor">By how much the height and the width shrink, at least 1.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html"/>
public sealed class PixelUnshuffle(int downscaleFactor) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.PixelUnshuffle"/>
    [Operator("PixelUnshuffle")]
    public override Tensor Forward(Tensor input) => Functional.PixelUnshuffle(input, downscaleFactor);
}
