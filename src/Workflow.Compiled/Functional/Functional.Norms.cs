namespace Workflow.Compiled;

/// <content>Normalisation over the last axes.</content>
public static partial class Functional
{
    /// <summary>(x − mean) / √(variance + eps) · weight + bias, with the mean and the (biased) variance over the last axes.</summary>
    /// <param name="input">x, of shape [..., normalizedShape].</param>
    /// <param name="normalizedShape">The lengths of the last axes.</param>
    /// <param name="weight">A factor for each place of the normalised shape; null for 1.</param>
    /// <param name="bias">A summand for each place of the normalised shape; null for 0.</param>
    /// <param name="eps">What keeps the root from 0.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html"/>
    [Operator("LayerNorm")]
    public static Tensor LayerNorm(Tensor input, int[] normalizedShape, Tensor? weight = null, Tensor? bias = null, float eps = 1e-5f) =>
        OverLastAxes("LayerNorm", input, normalizedShape, weight, bias, line => CenterAndScale(line, eps));

    /// <summary>x / √(mean of x² + eps) · weight, with the mean over the last axes.</summary>
    /// <param name="input">x, of shape [..., normalizedShape].</param>
    /// <param name="normalizedShape">The lengths of the last axes.</param>
    /// <param name="weight">A factor for each place of the normalised shape; null for 1.</param>
    /// <param name="eps">What keeps the root from 0; as PyTorch's, float32's distance from 1 to the next number.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html"/>
    [Operator("RmsNorm")]
    public static Tensor RmsNorm(Tensor input, int[] normalizedShape, Tensor? weight = null, float eps = 1.1920929e-7f) =>
        OverLastAxes("RmsNorm", input, normalizedShape, weight, null, line =>
        {
            double squares = 0;
            foreach (var value in line)
                squares += (double)value * value;
            return (0, 1 / Math.Sqrt(squares / line.Length + eps));
        });

    private static (double Center, double Scale) CenterAndScale(ReadOnlySpan<float> line, float eps)
    {
        double mean = 0, variance = 0;
        foreach (var value in line)
            mean += value;
        mean /= line.Length;
        foreach (var value in line)
            variance += (value - mean) * (value - mean);
        return (mean, 1 / Math.Sqrt(variance / line.Length + eps));
    }

    private static Tensor OverLastAxes(
        string name, Tensor input, int[] normalizedShape, Tensor? weight, Tensor? bias, Func<ReadOnlySpan<float>, (double Center, double Scale)> measure)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(normalizedShape);
        var normalized = new Shape(normalizedShape);
        if (normalized.Rank == 0 || normalized.Rank > input.Shape.Rank || !input.Shape.Lengths[^normalized.Rank..].SequenceEqual(normalized.Lengths))
            throw new ArgumentException($"{name} over {normalized} needs an input that ends in these axes, but it is {input.Shape}", nameof(input));
        RequireShape(name, "weight", weight, normalized);
        RequireShape(name, "bias", bias, normalized);

        var width = normalized.ElementCount;
        var result = new Tensor(input.Shape);
        for (var start = 0; start < input.Shape.ElementCount; start += width)
        {
            var line = input.Span.Slice(start, width);
            var (center, scale) = measure(line);
            for (var i = 0; i < width; i++)
                result.Span[start + i] = (float)((line[i] - center) * scale * (weight?.Span[i] ?? 1) + (bias?.Span[i] ?? 0));
        }

        return result;
    }

    private static void RequireShape(string name, string what, Tensor? tensor, Shape shape)
    {
        if (tensor is not null && tensor.Shape != shape)
            throw new ArgumentException($"the {what} of {name} over {shape} must have that shape but is {tensor.Shape}", what);
    }
}
