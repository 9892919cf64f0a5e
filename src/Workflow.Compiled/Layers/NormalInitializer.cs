using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Normally distributed values.</summary>
internal sealed class NormalInitializer(float mean, float standardDeviation) : Initializer
{
    internal override void Fill(Span<float> values, Shape shape, PhiloxKey key)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(mean + standardDeviation * RandomNormal.At(key, i));
    }
}
