using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Checks that spans hold what the dimensions of a kernel say.</summary>
internal static class Extent
{
    /// <summary>The number of elements of a domain, after checking its dimensions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or the product exceeds what a span can hold.</exception>
    public static int Of(
        int first,
        int second,
        int third,
        [CallerArgumentExpression(nameof(first))] string firstName = "",
        [CallerArgumentExpression(nameof(second))] string secondName = "",
        [CallerArgumentExpression(nameof(third))] string thirdName = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first, firstName);
        ArgumentOutOfRangeException.ThrowIfNegative(second, secondName);
        ArgumentOutOfRangeException.ThrowIfNegative(third, thirdName);
        var product = (Int128)first * second * third;
        return product <= int.MaxValue
            ? (int)product
            : throw new ArgumentOutOfRangeException(firstName, $"{first} x {second} x {third} elements exceed {int.MaxValue}.");
    }

    /// <exception cref="ArgumentException">The span does not have <paramref name="expected"/> elements.</exception>
    public static void Check(int expected, ReadOnlySpan<float> span, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (span.Length != expected)
            throw new ArgumentException($"{name} has {span.Length} elements; {expected} are needed.", name);
    }
}
