namespace Workflow.Compiled;

/// <content>Images of other sizes.</content>
public static partial class Functional
{
    /// <summary>Scales images.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width].</param>
    /// <param name="scaleFactor">By how much the height and the width grow, above 0.</param>
    /// <param name="mode">How pixels are made.</param>
    /// <param name="alignCorners">In the mode <see cref="UpsampleMode.Bilinear"/>, whether the centres of the corner pixels stay the corners, rather than their outer edges.</param>
    /// <returns>A tensor of shape [batch, channels, ⌊height · scaleFactor⌋, ⌊width · scaleFactor⌋].</returns>
    /// <exception cref="ArgumentException">The input is no image, nothing would be left, or corners are to be aligned in another mode.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html"/>
    [Operator("Interpolate")]
    public static Tensor Interpolate(Tensor input, float scaleFactor, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        var images = Images(input).Shape;
        var size = ((int)Math.Floor((double)images[2] * scaleFactor), (int)Math.Floor((double)images[3] * scaleFactor));
        return Interpolate(input, size, mode, alignCorners, (1 / scaleFactor, 1 / scaleFactor));
    }

    /// <summary>Scales images to a size.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width].</param>
    /// <param name="size">The height and width of the result, at least 1.</param>
    /// <param name="mode">How pixels are made.</param>
    /// <param name="alignCorners">In the mode <see cref="UpsampleMode.Bilinear"/>, whether the centres of the corner pixels stay the corners, rather than their outer edges.</param>
    /// <exception cref="ArgumentException">The input is no image, a length is less than 1, or corners are to be aligned in another mode.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html"/>
    public static Tensor Interpolate(Tensor input, (int Height, int Width) size, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        var images = Images(input).Shape;
        return Interpolate(input, size, mode, alignCorners, ((float)images[2] / size.Height, (float)images[3] / size.Width));
    }

    private static Tensor Interpolate(Tensor input, (int Height, int Width) size, UpsampleMode mode, bool alignCorners, (float Rows, float Columns) scale)
    {
        if (input.Shape.Rank != 4)
            throw new ArgumentException($"input must be [batch, channels, height, width] but is {input.Shape}", nameof(input));
        if (size.Height < 1 || size.Width < 1)
            throw new ArgumentException($"an image of {size.Height} x {size.Width} has no pixels", nameof(size));
        if (alignCorners && mode != UpsampleMode.Bilinear)
            throw new ArgumentException($"the mode {mode} has no corners to align", nameof(alignCorners));
        var (height, width) = (input.Shape[2], input.Shape[3]);
        return Pool(input, size.Height, size.Width, (plane, outY, outX) =>
        {
            var (top, bottom, down) = SourceOf(outY, height, size.Height, scale.Rows, mode, alignCorners);
            var (left, right, across) = SourceOf(outX, width, size.Width, scale.Columns, mode, alignCorners);
            var upper = plane[top * width + left] * (1 - across) + plane[top * width + right] * across;
            var lower = plane[bottom * width + left] * (1 - across) + plane[bottom * width + right] * across;
            return upper * (1 - down) + lower * down;
        });
    }

    /// <summary>The two source places of a place, and how much the second one weighs.</summary>
    private static (int First, int Second, double Weight) SourceOf(int place, int length, int outLength, float scale, UpsampleMode mode, bool alignCorners)
    {
        if (mode == UpsampleMode.Nearest)
        {
            var nearest = Math.Min((int)(place * scale), length - 1);
            return (nearest, nearest, 0);
        }

        var source = alignCorners
            ? outLength == 1 ? 0 : place * (float)(length - 1) / (outLength - 1)
            : Math.Max(0, (place + 0.5f) * scale - 0.5f);
        var first = Math.Min((int)source, length - 1);
        return (first, Math.Min(first + 1, length - 1), source - first);
    }
}
