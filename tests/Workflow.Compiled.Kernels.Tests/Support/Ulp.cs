namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Distances in units of the last place of a float32.</summary>
internal static class Ulp
{
    /// <summary>
    /// How far a result is from its exact value, in spacings of float32 numbers at the exact value; 0 where both are NaN, or the same infinity
    /// after rounding, and infinity where only one is.
    /// </summary>
    public static double Distance(float actual, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(actual))
            return double.IsNaN(exact) && float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        var rounded = (float)exact;
        if (float.IsInfinity(actual) || float.IsInfinity(rounded))
            return actual == rounded ? 0 : Math.Abs(Clamp(actual) - Clamp(exact)) / Spacing(float.MaxValue);
        return Math.Abs(actual - exact) / Spacing(rounded);
    }

    private static double Clamp(double value) => Math.Clamp(value, -Math.ScaleB(1, 128), Math.ScaleB(1, 128));

    private static double Spacing(float value) =>
        Math.ScaleB(1, Math.Max(value == 0 ? -126 : Math.ILogB(value), -126) - 23);
}
