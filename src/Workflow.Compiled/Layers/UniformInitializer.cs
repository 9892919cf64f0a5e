using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Values uniform between −bound and bound.</summary>
/// <param name="bound">The largest magnitude.</param>
internal sealed class UniformInitializer(float bound) : Initializer
{
    public override void Fill(Span<float> values, PhiloxKey key)
    {
        var stream = new PhiloxStream(key);
        foreach (ref var value in values)
            value = stream.NextSingle(-bound, bound);
    }
}
