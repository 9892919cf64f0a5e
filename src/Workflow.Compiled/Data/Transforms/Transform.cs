using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>A change of the inputs of a dataset, usually at random: what there is to learn from becomes more. See <see cref="TransformedDataset"/>.</summary>
/// <seealso href="https://pytorch.org/vision/stable/transforms.html"/>
public abstract class Transform
{
    /// <summary>The shape of the result.</summary>
    /// <param name="input">The shape of an input.</param>
    /// <exception cref="ArgumentException">Inputs of that shape cannot be changed in this way.</exception>
    public abstract Shape OutputShape(Shape input);

    /// <summary>Changes an input. Several threads may do so at once, each with randomness of its own.</summary>
    /// <param name="input">The input.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="output">Takes the result, whose shape is <see cref="OutputShape"/>; other memory than the input.</param>
    /// <param name="random">What chance decides; depends on the seed, the epoch and the sample alone.</param>
    public abstract void Apply(ReadOnlySpan<float> input, Shape shape, Span<float> output, PhiloxStream random);

    /// <summary>Height and width: the last two axes.</summary>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    private protected static (int Height, int Width) SizeOf(Shape image) => image.Rank >= 2
        ? (image.Lengths[^2], image.Lengths[^1])
        : throw new ArgumentException($"an image has a height and a width as its last axes, but this one has shape {image}");
}
