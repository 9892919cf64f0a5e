using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Mirrors some images, left for right.</summary>
/// <seealso href="https://pytorch.org/vision/stable/generated/torchvision.transforms.RandomHorizontalFlip.html"/>
public sealed class RandomHorizontalFlip : Transform
{
    private readonly float _probability;

    /// <summary>Creates the transform, for images [..., height, width].</summary>
    /// <param name="probability">How likely it is that an image is mirrored, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not from 0 to 1.</exception>
    public RandomHorizontalFlip(float probability = 0.5f)
    {
        if (probability is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "a probability is from 0 to 1");
        _probability = probability;
    }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        SizeOf(input);
        return input;
    }

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> input, Shape shape, Span<float> output, PhiloxStream random)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(random);
        input.CopyTo(output);
        if (random.NextSingle() >= _probability)
            return;
        var width = shape.Lengths[^1];
        for (var row = 0; row < output.Length; row += width)
            output.Slice(row, width).Reverse();
    }
}
