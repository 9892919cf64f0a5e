namespace Workflow.Compiled.Kernels.Tests;

/// <summary>References in double, written for accuracy alone: relative errors stay below 1e-11.</summary>
internal static class SpecialFunctions
{
    /// <summary>e^x - 1 (W. Kahan's quotient).</summary>
    public static double Expm1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1)
            return x;
        return u - 1 is -1 or double.PositiveInfinity ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    /// <summary>log(1 + x) (W. Kahan's quotient).</summary>
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u is 1 ? x : double.IsFinite(u) && u > 0 ? Math.Log(u) * x / (u - 1) : Math.Log(u);
    }

    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    public static double Erf(double x) => Math.Abs(x) < 2.5 ? ErfSeries(x) : Math.CopySign(1 - ErfcFraction(Math.Abs(x)), x);

    public static double Erfc(double x) => x < 2.5 ? 1 - Erf(x) : ErfcFraction(x);

    /// <summary>The normal distribution function.</summary>
    public static double Normal(double x) => Erfc(-x / Math.Sqrt(2)) / 2;

    /// <summary>The normal density.</summary>
    public static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    // 2/√π e^-x² (x + 2x³/3 + 4x⁵/15 + ...): every term has the sign of x.
    private static double ErfSeries(double x)
    {
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // e^-x²/√π / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...
    private static double ErfcFraction(double x)
    {
        var denominator = x;
        for (var n = 80; n > 0; n--)
            denominator = x + n / 2.0 / denominator;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / denominator;
    }

    /// <summary>tanh(log(1 + exp(x))).</summary>
    public static double MishGate(double x)
    {
        if (x > 40)
            return 1;
        var e = Math.Exp(x);
        return e * (e + 2) / (e * (e + 2) + 2);
    }
}
