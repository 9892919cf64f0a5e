namespace Workflow.Compiled.Kernels;

/// <summary>Softmax over the middle axis of [outer, length, inner]: exp(x) / sum(exp(x)), computed after subtracting the largest element.</summary>
/// <remarks>A line that holds NaN or +infinity, or nothing but -infinity, becomes NaN, as in IEEE arithmetic.</remarks>
public static class Softmax
{
    /// <summary>destination = softmax(source).</summary>
    /// <param name="source">[outer, length, inner], row-major.</param>
    /// <param name="outer">The product of the axes before the normalised one.</param>
    /// <param name="length">The length of the normalised axis.</param>
    /// <param name="inner">The product of the axes after the normalised one.</param>
    /// <param name="destination">As <paramref name="source"/>, which it may be.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or their product is too large.</exception>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give.</exception>
    public static void Forward(ReadOnlySpan<float> source, int outer, int length, int inner, Span<float> destination) =>
        SoftmaxForward.Run(source, outer, length, inner, destination, wantsLogarithm: false);

    /// <summary>inputGradient = output (outputGradient - sum(output outputGradient)), the sum over the middle axis.</summary>
    /// <param name="output">What <see cref="Forward"/> gave: [outer, length, inner].</param>
    /// <param name="outputGradient">The gradient of the output, of the same shape.</param>
    /// <param name="outer">The product of the axes before the normalised one.</param>
    /// <param name="length">The length of the normalised axis.</param>
    /// <param name="inner">The product of the axes after the normalised one.</param>
    /// <param name="inputGradient">The gradient of the input, of the same shape; it may be <paramref name="outputGradient"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or their product is too large.</exception>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give.</exception>
    public static void Backward(
        ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, int outer, int length, int inner, Span<float> inputGradient) =>
        SoftmaxBackward.Run(output, outputGradient, outer, length, inner, inputGradient, isLogarithm: false);
}
