using System.Globalization;

namespace Workflow.Compiled.Generators.Graphs;

/// <summary>One term of a dimension: a coefficient times atoms, which are sorted.</summary>
internal sealed record Term(long Coefficient, EquatableArray<Atom> Factors)
{
    public static Term Of(long coefficient, IEnumerable<Atom> factors) =>
        new(coefficient, factors.OrderBy(factor => factor.Key, StringComparer.Ordinal).ToEquatableArray());

    public string Key => string.Join("·", Factors.Select(factor => factor.Key));

    public long Evaluate(Func<string, long> symbol) =>
        Factors.Aggregate(Coefficient, (product, factor) => checked(product * factor.Evaluate(symbol)));

    public Term? DividedBy(Term divisor)
    {
        if (divisor.Coefficient == 0 || Coefficient % divisor.Coefficient != 0)
            return null;
        var factors = Factors.ToList();
        return divisor.Factors.All(factors.Remove) ? Of(Coefficient / divisor.Coefficient, factors) : null;
    }

    public string Write(string times, Func<Dimension, Dimension, char, string> division, Func<string, string> symbol, bool isGrouped)
    {
        var factors = Factors.Select(factor => factor switch
        {
            Atom.Quotient quotient => Group(division(quotient.Dividend, quotient.Divisor, '/'), isGrouped),
            Atom.Remainder remainder => Group(division(remainder.Dividend, remainder.Divisor, '%'), isGrouped),
            _ => symbol(factor.Key),
        }).ToList();
        var coefficient = Math.Abs(Coefficient);
        if (coefficient != 1 || factors.Count == 0)
            factors.Add(coefficient.ToString(CultureInfo.InvariantCulture));
        return string.Join(times, factors);
    }

    private static string Group(string text, bool isGrouped) => isGrouped ? $"({text})" : text;
}
