using System.Globalization;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>What a length is multiplied with, and then rounded down, in double precision as in PyTorch.</summary>
/// <param name="Value">The factor.</param>
internal readonly record struct ScaleFactor(double Value)
{
    // A length that is a symbol is multiplied with a ratio of whole numbers.
    private const int LargestDenominator = 1000;

    // No image is longer: up to here ratio and factor are compared.
    private const int LongestLength = 1 << 16;

    /// <summary>What keeps a length that is a symbol from being multiplied; null where nothing does.</summary>
    public string? Problem => Ratio is not var (numerator, denominator)
        ? $"{Text} is no ratio of whole numbers with a denominator of at most {LargestDenominator}"
        : FirstDifference(numerator, denominator) is { } length
            ? $"{Text} is not quite {numerator}/{denominator}: of {length} it makes {(long)(length * Value)}"
            : null;

    /// <summary>⌊length · factor⌋; null where the length is a symbol, and no ratio gives the same for all lengths.</summary>
    public Dimension? LengthOf(Dimension length)
    {
        if (length.IsConstant)
            return (long)(length.ConstantValue * Value);
        return Problem is null && Ratio is var (numerator, denominator) ? Dimension.FloorDivide(length * numerator, denominator) : null;
    }

    private string Text => Value.ToString("R", CultureInfo.InvariantCulture);

    private (long Numerator, long Denominator)? Ratio
    {
        get
        {
            for (var denominator = 1L; denominator <= LargestDenominator; denominator++)
            {
                var numerator = Math.Round(Value * denominator);
                if (numerator / denominator == Value)
                    return ((long)numerator, denominator);
            }

            return null;
        }
    }

    /// <summary>The first length of which rounding leaves less than the ratio does, which only happens to multiples of the denominator; null where there is none.</summary>
    private long? FirstDifference(long numerator, long denominator)
    {
        for (var length = denominator; length <= LongestLength; length += denominator)
        {
            if ((long)(length * Value) != length / denominator * numerator)
                return length;
        }

        return null;
    }
}
