using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Squared error, (x - y)²; PyTorch's <c>MSELoss</c>.</summary>
public static class Mse
{
    /// <summary>The mean or sum over all elements and, if wanted, its gradient.</summary>
    /// <param name="output">The outputs x.</param>
    /// <param name="target">The targets y, as many.</param>
    /// <param name="reduction">Mean or sum.</param>
    /// <param name="gradient">Where to write the gradient with respect to the outputs, as many; empty if it is not wanted.</param>
    /// <returns>The loss, accumulated in float64; the mean of no elements is NaN.</returns>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static float Forward(ReadOnlySpan<float> output, ReadOnlySpan<float> target, LossReduction reduction, Span<float> gradient) =>
        ElementLoss.Reduced(default(Element), output, target, 1, output.Length, reduction, gradient);

    /// <summary>The loss of each element and, if wanted, the gradient of their sum.</summary>
    /// <param name="output">The outputs x.</param>
    /// <param name="target">The targets y, as many.</param>
    /// <param name="losses">Where to write the losses, as many.</param>
    /// <param name="gradient">Where to write the gradient with respect to the outputs, as many; empty if it is not wanted.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void PerElement(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> losses, Span<float> gradient) =>
        ElementLoss.Each(default(Element), output, target, 1, output.Length, losses, gradient);

    private readonly struct Element : IElementLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(V output, V target, nint column, out V derivative)
            where V : struct, IVector<V>
        {
            var error = output - target;
            derivative = error + error;
            return error * error;
        }
    }
}
