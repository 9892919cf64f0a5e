using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Normally distributed numbers, each computed from its key and index alone.</summary>
internal static class RandomNormal
{
    // The angles come from the same sequence, so far behind the radii that no tensor reaches them; a multiple of 4, as Philox counts in blocks.
    private const long AngleOffset = 1L << 40;

    /// <summary>Number <paramref name="index"/> of a sequence, with mean 0 and deviation 1.</summary>
    /// <remarks>G. Box, M. Muller: A note on the generation of random normal deviates (1958), the cosine of the pair.</remarks>
    public static double At(in PhiloxKey key, long index)
    {
        // 1 − u is in (0, 1]: its logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log(1 - (double)Philox.Uniform(key, index)));
        return radius * Math.Cos(2 * Math.PI * Philox.Uniform(key, index + AngleOffset));
    }
}
