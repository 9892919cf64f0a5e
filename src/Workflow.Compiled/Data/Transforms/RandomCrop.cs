using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Cuts a piece out of images, at a place that chance decides; before that a margin may be put around them.</summary>
/// <seealso href="https://pytorch.org/vision/stable/generated/torchvision.transforms.RandomCrop.html"/>
public sealed class RandomCrop : Transform
{
    private readonly int _height, _width, _padding;
    private readonly float _fill;

    /// <summary>Creates the transform, for images [..., height, width].</summary>
    /// <param name="size">The height and width of the piece, at least 1.</param>
    /// <param name="padding">The width of the margin on all four sides.</param>
    /// <param name="fill">What the margin holds, in the units of the input: 0 is black before a normalisation, and the mean after it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1 or <paramref name="padding"/> is negative.</exception>
    public RandomCrop(int size, int padding = 0, float fill = 0)
        : this((size, size), padding, fill)
    {
    }

    /// <summary>Creates the transform, for images [..., height, width].</summary>
    /// <param name="size">The height and width of the piece, at least 1 each.</param>
    /// <param name="padding">The width of the margin on all four sides.</param>
    /// <param name="fill">What the margin holds, in the units of the input: 0 is black before a normalisation, and the mean after it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1 or <paramref name="padding"/> is negative.</exception>
    public RandomCrop((int Height, int Width) size, int padding = 0, float fill = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ((_height, _width), _padding, _fill) = (size, padding, fill);
    }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (height, width) = SizeOf(input);
        if (_height > height + 2L * _padding || _width > width + 2L * _padding)
        {
            throw new ArgumentException(
                $"a piece of {_height} by {_width} cannot be cut out of images of {height} by {width} with a margin of {_padding}", nameof(input));
        }

        return [.. input.Lengths[..^2], _height, _width];
    }

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> input, Shape shape, Span<float> output, PhiloxStream random)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(random);
        var (height, width) = SizeOf(shape);
        var top = random.NextInt(height + 2 * _padding - _height + 1) - _padding;
        var left = random.NextInt(width + 2 * _padding - _width + 1) - _padding;

        // The columns of the piece that lie on the image; all others are margin.
        var first = Math.Clamp(-left, 0, _width);
        var end = Math.Clamp(width - left, first, _width);
        for (var channel = 0; channel < output.Length / (_height * _width); channel++)
        {
            for (var y = 0; y < _height; y++)
            {
                var row = output.Slice((channel * _height + y) * _width, _width);
                var (above, source) = (channel * height, top + y);
                if (source < 0 || source >= height)
                {
                    row.Fill(_fill);
                    continue;
                }

                row[..first].Fill(_fill);
                input.Slice((above + source) * width + left + first, end - first).CopyTo(row[first..]);
                row[end..].Fill(_fill);
            }
        }
    }
}
