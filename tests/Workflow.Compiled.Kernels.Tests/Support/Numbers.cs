namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Reproducible operands.</summary>
internal static class Numbers
{
    /// <summary>Values between -<paramref name="bound"/> and <paramref name="bound"/>.</summary>
    public static float[] Uniform(int seed, int length, float bound = 1)
    {
        var random = new Random(seed);
        var values = new float[length];
        foreach (ref var value in values.AsSpan())
            value = ((random.NextSingle() * 2) - 1) * bound;
        return values;
    }

    /// <summary>Classes from 0 to before <paramref name="classes"/>.</summary>
    public static int[] Classes(int seed, int length, int classes)
    {
        var random = new Random(seed);
        var values = new int[length];
        foreach (ref var value in values.AsSpan())
            value = random.Next(classes);
        return values;
    }

    /// <summary>What a kernel must overwrite.</summary>
    public static float[] Untouched(int length)
    {
        var values = new float[length];
        values.AsSpan().Fill(float.NaN);
        return values;
    }
}
