namespace Workflow.Compiled.Kernels;

/// <summary>Channels-last images, batch x height x width x channels, in another size. Registers run over channels; threads share out rows of the result.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html"/>
public static unsafe class Interpolation
{
    /// <summary>Each pixel is the one of the input that lies nearest, towards the top left: row i is row ⌊i · step⌋ of the input.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="input">Batch x Height x Width x Channels.</param>
    /// <param name="output">Batch x OutHeight x OutWidth x Channels; must not overlap the input.</param>
    /// <param name="stepHeight">Input rows from one output row to the next; null for Height / OutHeight.</param>
    /// <param name="stepWidth">Input columns from one output column to the next; null for Width / OutWidth.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the output overlaps the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A step is not above 0.</exception>
    public static void Nearest(in InterpolationShape shape, ReadOnlySpan<float> input, Span<float> output, float? stepHeight = null, float? stepWidth = null) =>
        Forward(in shape, input, output, NearestRows(in shape, stepHeight), NearestColumns(in shape, stepWidth));

    /// <summary>The gradient of the input of <see cref="Nearest"/>: the sum over a pixel's copies.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="outputGradient">Batch x OutHeight x OutWidth x Channels.</param>
    /// <param name="inputGradient">Batch x Height x Width x Channels, overwritten; must not overlap the output's.</param>
    /// <param name="stepHeight">As in the forward pass.</param>
    /// <param name="stepWidth">As in the forward pass.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the gradients overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A step is not above 0.</exception>
    public static void NearestGradient(
        in InterpolationShape shape, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, float? stepHeight = null, float? stepWidth = null) =>
        Gradient(in shape, outputGradient, inputGradient, NearestRows(in shape, stepHeight), NearestColumns(in shape, stepWidth));

    /// <summary>
    /// Each pixel is a mixture of the four of the input around it, by their distances: row i lies at (i + 0.5) · step − 0.5, or where corners are aligned, at
    /// i · (Height − 1) / (OutHeight − 1).
    /// </summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="input">Batch x Height x Width x Channels.</param>
    /// <param name="output">Batch x OutHeight x OutWidth x Channels; must not overlap the input.</param>
    /// <param name="alignCorners">Whether the centres of the corner pixels stay the corners, rather than their outer edges. Steps mean nothing then.</param>
    /// <param name="stepHeight">Input rows from one output row to the next; null for Height / OutHeight.</param>
    /// <param name="stepWidth">Input columns from one output column to the next; null for Width / OutWidth.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the output overlaps the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A step is not above 0.</exception>
    public static void Bilinear(
        in InterpolationShape shape, ReadOnlySpan<float> input, Span<float> output, bool alignCorners = false, float? stepHeight = null, float? stepWidth = null) =>
        Forward(in shape, input, output, LinearRows(in shape, stepHeight, alignCorners), LinearColumns(in shape, stepWidth, alignCorners));

    /// <summary>The gradient of the input of <see cref="Bilinear"/>.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="outputGradient">Batch x OutHeight x OutWidth x Channels.</param>
    /// <param name="inputGradient">Batch x Height x Width x Channels, overwritten; must not overlap the output's.</param>
    /// <param name="alignCorners">As in the forward pass.</param>
    /// <param name="stepHeight">As in the forward pass.</param>
    /// <param name="stepWidth">As in the forward pass.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the gradients overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A step is not above 0.</exception>
    public static void BilinearGradient(
        in InterpolationShape shape,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        bool alignCorners = false,
        float? stepHeight = null,
        float? stepWidth = null) =>
        Gradient(in shape, outputGradient, inputGradient, LinearRows(in shape, stepHeight, alignCorners), LinearColumns(in shape, stepWidth, alignCorners));

    private static void Forward(in InterpolationShape shape, ReadOnlySpan<float> input, Span<float> output, InterpolationAxis rows, InterpolationAxis columns)
    {
        Check(in shape, input.Length, output.Length, input.Overlaps(output));
        fixed (float* x = input, y = output)
            RangeKernel.Run(new InterpolationForward(in shape, x, y, rows, columns), shape.Batch * shape.OutHeight, (long)shape.InputLength + shape.OutputLength);
    }

    private static void Gradient(in InterpolationShape shape, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, InterpolationAxis rows, InterpolationAxis columns)
    {
        Check(in shape, inputGradient.Length, outputGradient.Length, outputGradient.Overlaps(inputGradient));
        fixed (float* dy = outputGradient, dx = inputGradient)
            RangeKernel.Run(new InterpolationGradient(in shape, dy, dx, rows, columns), shape.Batch * shape.Height, (long)shape.InputLength + shape.OutputLength);
    }

    private static InterpolationAxis NearestRows(in InterpolationShape shape, float? step) => InterpolationAxis.Nearest(shape.Height, shape.OutHeight, Positive(step));

    private static InterpolationAxis NearestColumns(in InterpolationShape shape, float? step) => InterpolationAxis.Nearest(shape.Width, shape.OutWidth, Positive(step));

    private static InterpolationAxis LinearRows(in InterpolationShape shape, float? step, bool alignCorners) =>
        InterpolationAxis.Linear(shape.Height, shape.OutHeight, Positive(step), alignCorners);

    private static InterpolationAxis LinearColumns(in InterpolationShape shape, float? step, bool alignCorners) =>
        InterpolationAxis.Linear(shape.Width, shape.OutWidth, Positive(step), alignCorners);

    private static float? Positive(float? step) => step is null or > 0
        ? step
        : throw new ArgumentOutOfRangeException(nameof(step), step, "A step is above 0.");

    private static void Check(in InterpolationShape shape, int input, int output, bool overlap)
    {
        if (input != shape.InputLength)
            throw new ArgumentException($"The geometry's input has {shape.InputLength} values, but there are {input}.", nameof(input));
        if (output != shape.OutputLength)
            throw new ArgumentException($"The geometry's output has {shape.OutputLength} values, but there are {output}.", nameof(output));
        if (overlap)
            throw new ArgumentException("The result overlaps the operand.", nameof(overlap));
    }
}
