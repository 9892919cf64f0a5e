namespace Workflow.Compiled.Kernels;

/// <summary>The logarithm of softmax over the middle axis of [outer, length, inner]: x - max - log(sum(exp(x - max))).</summary>
/// <remarks>A line that holds NaN or +infinity, or nothing but -infinity, becomes NaN, as in IEEE arithmetic.</remarks>
public static class LogSoftmax
{
    /// <summary>destination = log softmax(source).</summary>
    /// <inheritdoc cref="Softmax.Forward"/>
    public static void Forward(ReadOnlySpan<float> source, int outer, int length, int inner, Span<float> destination) =>
        SoftmaxForward.Run(source, outer, length, inner, destination, wantsLogarithm: true);

    /// <summary>inputGradient = outputGradient - exp(output) sum(outputGradient), the sum over the middle axis.</summary>
    /// <inheritdoc cref="Softmax.Backward"/>
    public static void Backward(
        ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, int outer, int length, int inner, Span<float> inputGradient) =>
        SoftmaxBackward.Run(output, outputGradient, outer, length, inner, inputGradient, isLogarithm: true);
}
