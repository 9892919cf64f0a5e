namespace Workflow.Compiled;

/// <summary>Values uniform between −bound and bound.</summary>
/// <param name="bound">The largest magnitude.</param>
internal sealed class UniformInitializer(float bound) : Initializer
{
    public override void Fill(Span<float> values, ulong seed, int index)
    {
        var state = Mix(Mix(seed) ^ (ulong)index);
        for (var i = 0; i < values.Length; i++)
        {
            var unit = (Mix(state + (ulong)i) >> 40) * (1f / (1 << 24));
            values[i] = (2 * unit - 1) * bound;
        }
    }

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
