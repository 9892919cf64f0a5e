namespace Workflow.Compiled.Kernels;

/// <summary>Names one sequence of random numbers: the seed of a run, a step of it, and the place in the program that asks.</summary>
public readonly record struct PhiloxKey
{
    /// <param name="seed">The seed of the run.</param>
    /// <param name="step">What counts within the run: a training step, an epoch.</param>
    /// <param name="site">What asks: a dropout site, a parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step or the site is negative, or the step is 2^32 or above.</exception>
    public PhiloxKey(ulong seed, long step, int site)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, uint.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(site);
        Seed = seed;
        Stream = (uint)step | (ulong)site << 32;
    }

    /// <summary>The key of the generator; its low half is the first word.</summary>
    internal ulong Seed { get; }

    /// <summary>The upper half of the generator's counter: the step, and above it the site.</summary>
    internal ulong Stream { get; }
}
