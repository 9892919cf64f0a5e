using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>What a length is multiplied with, and then rounded down, in double precision as in PyTorch.</summary>
/// <param name="Value">The factor.</param>
internal readonly record struct ScaleFactor(double Value)
{
    /// <summary>The largest denominator of the ratios that a factor may be where the length is a symbol.</summary>
    public const int LargestDenominator = 1000;

    // No image is longer: up to here ratio and factor are known to give the same length.
    private const int LongestLength = 1 << 16;

    /// <summary>⌊length · factor⌋; null where the length is a symbol, and the factor no ratio that gives the same for all lengths.</summary>
    public Dimension? LengthOf(Dimension length)
    {
        if (length.IsConstant)
            return (long)(length.ConstantValue * Value);
        return Ratio is var (numerator, denominator) ? Dimension.FloorDivide(length * numerator, denominator) : null;
    }

    private (long Numerator, long Denominator)? Ratio
    {
        get
        {
            for (var denominator = 1L; denominator <= LargestDenominator; denominator++)
            {
                var numerator = Math.Round(Value * denominator);
                if (numerator / denominator == Value)
                    return IsExact((long)numerator, denominator) ? ((long)numerator, denominator) : null;
            }

            return null;
        }
    }

    /// <summary>Whether rounding never takes a result below the whole number that the ratio gives, which only happens to multiples of the denominator.</summary>
    private bool IsExact(long numerator, long denominator)
    {
        for (var length = denominator; length <= LongestLength; length += denominator)
        {
            if ((long)(length * Value) != length / denominator * numerator)
                return false;
        }

        return true;
    }
}
