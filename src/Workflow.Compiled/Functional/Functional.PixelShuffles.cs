namespace Workflow.Compiled;

/// <content>Between channels and pixels.</content>
public static partial class Functional
{
    /// <summary>Turns each r² channels into one of r times the height and width: channel c · r² + i · r + j becomes the pixels (y · r + i, x · r + j) of channel c.</summary>
    /// <param name="input">Images, of shape [..., channels · r², height, width].</param>
    /// <param name="upscaleFactor">r, at least 1.</param>
    /// <returns>A tensor of shape [..., channels, height · r, width · r].</returns>
    /// <exception cref="ArgumentException">The input is no image, or r² does not divide the channels.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html"/>
    [Operator("PixelShuffle")]
    public static Tensor PixelShuffle(Tensor input, int upscaleFactor)
    {
        var (r, shape) = (upscaleFactor, RequireShuffled(input, upscaleFactor));
        if (shape[^3] % (r * r) != 0)
            throw new ArgumentException($"{r}² does not divide the {shape[^3]} channels of {shape}", nameof(upscaleFactor));
        return Movement.Gather(input, [.. shape.SkipLast(3), shape[^3] / (r * r), shape[^2] * r, shape[^1] * r], (place, source) =>
        {
            place.CopyTo(source);
            source[^3] = place[^3] * r * r + place[^2] % r * r + place[^1] % r;
            source[^2] = place[^2] / r;
            source[^1] = place[^1] / r;
        });
    }

    /// <summary>The inverse of <see cref="PixelShuffle"/>.</summary>
    /// <param name="input">Images, of shape [..., channels, height · r, width · r].</param>
    /// <param name="downscaleFactor">r, at least 1.</param>
    /// <returns>A tensor of shape [..., channels · r², height, width].</returns>
    /// <exception cref="ArgumentException">The input is no image, or r does not divide its height and width.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html"/>
    [Operator("PixelUnshuffle")]
    public static Tensor PixelUnshuffle(Tensor input, int downscaleFactor)
    {
        var (r, shape) = (downscaleFactor, RequireShuffled(input, downscaleFactor));
        if (shape[^2] % r != 0 || shape[^1] % r != 0)
            throw new ArgumentException($"{r} does not divide the height and width of {shape}", nameof(downscaleFactor));
        return Movement.Gather(input, [.. shape.SkipLast(3), shape[^3] * r * r, shape[^2] / r, shape[^1] / r], (place, source) =>
        {
            place.CopyTo(source);
            source[^3] = place[^3] / (r * r);
            source[^2] = place[^2] * r + place[^3] / r % r;
            source[^1] = place[^1] * r + place[^3] % r;
        });
    }

    private static Shape RequireShuffled(Tensor input, int factor)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        return input.Shape.Rank >= 3 ? input.Shape : throw new ArgumentException($"input must be [..., channels, height, width] but is {input.Shape}", nameof(input));
    }
}
