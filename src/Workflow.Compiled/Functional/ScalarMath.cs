namespace Workflow.Compiled;

/// <summary>Functions of a double that the eager operators need and <see cref="Math"/> lacks.</summary>
internal static class ScalarMath
{
    // Below this magnitude two terms of a Taylor series are exact to double's rounding times 1e-6, far below a float's.
    private const double Small = 1e-5;

    // 1 − erf(6) is 2e-17, less than half a unit in the last place of 1.
    private const double ErfIsOne = 6;

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>log(1 + x) without the rounding of 1 + x for small x.</summary>
    public static double LogOnePlus(double x) => Math.Abs(x) < Small ? x - x * x / 2 : Math.Log(1 + x);

    /// <summary>exp(x) − 1 without the cancellation for small x.</summary>
    public static double ExpMinusOne(double x) => Math.Abs(x) < Small ? x + x * x / 2 : Math.Exp(x) - 1;

    /// <summary>
    /// The error function by its series 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5···(2n+1)), whose terms all have one sign (Abramowitz and
    /// Stegun 7.1.6).
    /// </summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > ErfIsOne)
            return Math.Sign(x);
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
