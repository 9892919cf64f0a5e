namespace Workflow.Compiled.Tests;

/// <summary>Values for tests.</summary>
internal static class Values
{
    /// <summary>A tensor of values uniform in [low, high), the same for the same seed.</summary>
    public static Tensor Random(Shape shape, int seed = 1, float low = -1, float high = 1)
    {
        var random = new Random(seed);
        var tensor = new Tensor(shape);
        foreach (ref var value in tensor.Span)
            value = low + (high - low) * random.NextSingle();
        return tensor;
    }

    /// <summary>Requires values within a relative and absolute tolerance.</summary>
    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance = 1e-5f)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= tolerance * MathF.Max(1, MathF.Abs(expected[i])), $"element {i}: expected {expected[i]:R}, found {actual[i]:R}");
    }
}
