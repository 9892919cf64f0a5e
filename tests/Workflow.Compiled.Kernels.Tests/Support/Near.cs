namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Comparison of many values; xunit formats each one even where it passes.</summary>
internal static class Near
{
    /// <summary>Asserts that each actual value is within the tolerance of scale times the expected one.</summary>
    public static void All(double[] expected, float[] actual, double tolerance, double scale = 1)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var exact = expected[i] * scale;
            if (!(Math.Abs(actual[i] - exact) <= tolerance))
                Assert.Fail($"Element {i} is {actual[i]:g9}; expected {exact:g17} within {tolerance:g3}.");
        }
    }
}
