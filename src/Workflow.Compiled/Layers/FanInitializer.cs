using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Values whose spread follows from the numbers of inputs and outputs of a weight [out, in, ...].</summary>
/// <param name="scale">The bound or the deviation, from fan in and fan out.</param>
/// <param name="isNormal">Whether the values are normal rather than uniform.</param>
internal sealed class FanInitializer(Func<int, int, float> scale, bool isNormal) : Initializer
{
    internal override void Fill(Span<float> values, Shape shape, PhiloxKey key)
    {
        if (shape.Rank < 2)
            throw new InvalidOperationException($"a parameter {shape} has no inputs and outputs to scale its first values by; it needs a shape [out, in, ...]");
        if (shape.ElementCount == 0)
            return;
        var receptive = shape.Product(2, shape.Rank);
        var spread = scale(shape[1] * receptive, shape[0] * receptive);
        (isNormal ? Normal(0, spread) : Uniform(-spread, spread)).Fill(values, shape, key);
    }
}
