using System.Runtime.CompilerServices;

namespace Workflow.Compiled;

/// <content>Sequences and images in other sizes.</content>
public static partial class Functional
{
    /// <inheritdoc cref="Interpolate(Tensor, ValueTuple{double, double}, UpsampleMode, bool)"/>
    /// <param name="input">Images, of shape [batch, channels, height, width], or sequences, of shape [batch, channels, length].</param>
    /// <param name="scaleFactor">By how much the height and the width grow, or the length of sequences; above 0.</param>
    /// <param name="mode">How values are made.</param>
    /// <param name="alignCorners">Except in the mode <see cref="UpsampleMode.Nearest"/>, whether the centres of the corner pixels stay the corners, rather than their outer edges.</param>
    [Operator("Interpolate")]
    public static Tensor Interpolate(Tensor input, double scaleFactor, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false) =>
        Interpolate(input, (scaleFactor, scaleFactor), mode, alignCorners);

    /// <summary>Scales images, or sequences.</summary>
    /// <remarks>
    /// A place of the result lies where the factor says, as in PyTorch without <c>recompute_scale_factor</c>. Only an axis whose rounded length is the old one (or in the mode
    /// <see cref="UpsampleMode.Nearest"/> twice the old one) is copied as it is: PyTorch does so in all gradients, and in the values of images of up to 128 rows and columns.
    /// </remarks>
    /// <param name="input">Images, of shape [batch, channels, height, width].</param>
    /// <param name="scaleFactor">By how much the height and the width grow, above 0.</param>
    /// <param name="mode">How values are made.</param>
    /// <param name="alignCorners">Except in the mode <see cref="UpsampleMode.Nearest"/>, whether the centres of the corner pixels stay the corners, rather than their outer edges.</param>
    /// <returns>A tensor of shape [batch, channels, ⌊height · scaleFactor⌋, ⌊width · scaleFactor⌋].</returns>
    /// <exception cref="ArgumentException">The input has other axes than the mode is for, nothing would be left, or corners are to be aligned in the mode Nearest.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html"/>
    [Operator("Interpolate")]
    public static Tensor Interpolate(Tensor input, (double Height, double Width) scaleFactor, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false)
    {
        var images = Scalable(input, mode, alignCorners);
        var isSequence = input.Shape.Rank == 3;
        var rows = isSequence ? 1 : scaleFactor.Height;
        var size = ((int)(images.Shape[2] * rows), (int)(images.Shape[3] * scaleFactor.Width));
        return Interpolate(images, size, mode, alignCorners, ((float)(1 / rows), (float)(1 / scaleFactor.Width)), isSequence);
    }

    /// <inheritdoc cref="Interpolate(Tensor, ValueTuple{int, int}, UpsampleMode, bool)"/>
    /// <param name="input">Images, of shape [batch, channels, height, width], or sequences, of shape [batch, channels, length].</param>
    /// <param name="size">The height and the width of the result, or its length, at least 1. A size is given by name; a number alone is a factor.</param>
    /// <param name="mode">How values are made.</param>
    /// <param name="alignCorners">Except in the mode <see cref="UpsampleMode.Nearest"/>, whether the centres of the corner pixels stay the corners, rather than their outer edges.</param>
    [Operator("Interpolate")]
    [OverloadResolutionPriority(-1)]
    public static Tensor Interpolate(Tensor input, int size, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false) =>
        Interpolate(input, size: (size, size), mode, alignCorners);

    /// <summary>Scales images, or sequences, to a size.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width].</param>
    /// <param name="size">The height and the width of the result, at least 1. A size is given by name; two numbers alone are factors.</param>
    /// <param name="mode">How values are made.</param>
    /// <param name="alignCorners">Except in the mode <see cref="UpsampleMode.Nearest"/>, whether the centres of the corner pixels stay the corners, rather than their outer edges.</param>
    /// <exception cref="ArgumentException">The input has other axes than the mode is for, a length is less than 1, or corners are to be aligned in the mode Nearest.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html"/>
    [Operator("Interpolate")]
    [OverloadResolutionPriority(-1)]
    public static Tensor Interpolate(Tensor input, (int Height, int Width) size, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false)
    {
        var images = Scalable(input, mode, alignCorners);
        var isSequence = input.Shape.Rank == 3;
        var rows = isSequence ? 1 : size.Height;
        return Interpolate(images, (rows, size.Width), mode, alignCorners, ((float)images.Shape[2] / rows, (float)images.Shape[3] / size.Width), isSequence);
    }

    /// <summary>What is scaled as images; sequences are images of one row.</summary>
    private static Tensor Scalable(Tensor input, UpsampleMode mode, bool alignCorners)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (alignCorners && mode == UpsampleMode.Nearest)
            throw new ArgumentException($"the mode {mode} has no corners to align", nameof(alignCorners));
        return (input.Shape.Rank, mode) switch
        {
            (3, UpsampleMode.Nearest or UpsampleMode.Linear) => WithRow(input),
            (4, UpsampleMode.Nearest or UpsampleMode.Bilinear) => input,
            (_, UpsampleMode.Linear) => throw new ArgumentException($"the mode {mode} is for sequences [batch, channels, length], but the input is {input.Shape}", nameof(input)),
            (_, UpsampleMode.Bilinear) => throw new ArgumentException($"the mode {mode} is for images [batch, channels, height, width], but the input is {input.Shape}", nameof(input)),
            _ => throw new ArgumentException($"input must be [batch, channels, height, width] or [batch, channels, length] but is {input.Shape}", nameof(input)),
        };
    }

    private static Tensor Interpolate(Tensor images, (int Height, int Width) size, UpsampleMode mode, bool alignCorners, (float Rows, float Columns) scale, bool isSequence)
    {
        if (size.Height < 1 || size.Width < 1)
            throw new ArgumentException($"an image of {size.Height} x {size.Width} has no pixels", nameof(size));
        var (height, width) = (images.Shape[2], images.Shape[3]);
        var result = Pool(images, size.Height, size.Width, (plane, outY, outX) =>
        {
            var (top, bottom, down) = SourceOf(outY, height, size.Height, scale.Rows, mode, alignCorners);
            var (left, right, across) = SourceOf(outX, width, size.Width, scale.Columns, mode, alignCorners);
            var upper = plane[top * width + left] * (1 - across) + plane[top * width + right] * across;
            var lower = plane[bottom * width + left] * (1 - across) + plane[bottom * width + right] * across;
            return upper * (1 - down) + lower * down;
        });
        return isSequence ? WithoutRow(result) : result;
    }

    /// <summary>The two source places of a place, and how much the second one weighs.</summary>
    private static (int First, int Second, double Weight) SourceOf(int place, int length, int outLength, float scale, UpsampleMode mode, bool alignCorners)
    {
        if (outLength == length)
            return (place, place, 0);
        if (mode == UpsampleMode.Nearest)
        {
            var nearest = outLength == 2 * length ? place / 2 : Math.Min((int)(place * scale), length - 1);
            return (nearest, nearest, 0);
        }

        var source = alignCorners
            ? outLength == 1 ? 0 : place * ((float)(length - 1) / (outLength - 1))
            : Math.Max(0, (place + 0.5f) * scale - 0.5f);
        var first = Math.Min((int)source, length - 1);
        return (first, Math.Min(first + 1, length - 1), Math.Min(source - first, 1));
    }
}
