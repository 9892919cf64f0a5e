namespace Workflow.Compiled;

/// <summary>Scales images. The layer form of <see cref="Functional.Interpolate(Tensor, float, UpsampleMode, bool)"/>.</summary>
/// <param name="scaleFactor">By how much the height and the width grow, above 0.</param>
/// <param name="mode">How pixels are made.</param>
/// <param name="alignCorners">In the mode <see cref="UpsampleMode.Bilinear"/>, whether the centres of the corner pixels stay the corners.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Upsample.html"/>
public sealed class Upsample(float scaleFactor, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Interpolate(Tensor, float, UpsampleMode, bool)"/>
    [Operator("Interpolate")]
    public override Tensor Forward(Tensor input) => Functional.Interpolate(input, scaleFactor, mode, alignCorners);
}
