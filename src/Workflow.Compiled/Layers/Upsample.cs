using System.Runtime.CompilerServices;

namespace Workflow.Compiled;

/// <summary>Scales images or sequences, by a factor or to a size. The layer form of <see cref="Functional.Interpolate(Tensor, ValueTuple{double, double}, UpsampleMode, bool)"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Upsample.html"/>
public sealed class Upsample : ParameterlessModule
{
    private readonly Func<Tensor, Tensor> _scale;

    /// <summary>Creates a layer.</summary>
    /// <param name="scaleFactor">By how much the height and the width grow, or the length of sequences; above 0.</param>
    /// <param name="mode">How values are made.</param>
    /// <param name="alignCorners">Except in the mode <see cref="UpsampleMode.Nearest"/>, whether the centres of the corner pixels stay the corners.</param>
    public Upsample(double scaleFactor, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false) =>
        _scale = input => Functional.Interpolate(input, scaleFactor, mode, alignCorners);

    /// <summary>Creates a layer with a factor for each axis of images.</summary>
    /// <param name="scaleFactor">By how much the height and the width grow, above 0.</param>
    /// <param name="mode">How values are made.</param>
    /// <param name="alignCorners">Except in the mode <see cref="UpsampleMode.Nearest"/>, whether the centres of the corner pixels stay the corners.</param>
    public Upsample((double Height, double Width) scaleFactor, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false) =>
        _scale = input => Functional.Interpolate(input, scaleFactor, mode, alignCorners);

    /// <summary>Creates a layer that scales to a size, which is given by name; a number alone is a factor.</summary>
    /// <param name="size">The height and the width of the result, or its length, at least 1.</param>
    /// <param name="mode">How values are made.</param>
    /// <param name="alignCorners">Except in the mode <see cref="UpsampleMode.Nearest"/>, whether the centres of the corner pixels stay the corners.</param>
    [OverloadResolutionPriority(-1)]
    public Upsample(int size, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false) =>
        _scale = input => Functional.Interpolate(input, size: size, mode, alignCorners);

    /// <summary>Creates a layer that scales images to a size, which is given by name; two numbers alone are factors.</summary>
    /// <param name="size">The height and the width of the result, at least 1.</param>
    /// <param name="mode">How values are made.</param>
    /// <param name="alignCorners">Except in the mode <see cref="UpsampleMode.Nearest"/>, whether the centres of the corner pixels stay the corners.</param>
    [OverloadResolutionPriority(-1)]
    public Upsample((int Height, int Width) size, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false) =>
        _scale = input => Functional.Interpolate(input, size: size, mode, alignCorners);

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width], or sequences, of shape [batch, channels, length].</param>
    [Operator("Interpolate")]
    public override Tensor Forward(Tensor input) => _scale(input);
}
