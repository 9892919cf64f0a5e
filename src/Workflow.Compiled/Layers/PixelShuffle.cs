namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.PixelShuffle"/>.</summary>
/// <param name="upscaleFactor">By how much the height and the width grow, at least 1.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html"/>
public sealed class PixelShuffle(int upscaleFactor) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.PixelShuffle"/>
    [Operator("PixelShuffle")]
    public override Tensor Forward(Tensor input) => Functional.PixelShuffle(input, upscaleFactor);
}
