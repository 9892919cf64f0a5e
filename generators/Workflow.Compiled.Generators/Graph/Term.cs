namespace Workflow.Compiled.Generators.Graphs;

/// <summary>One term of a dimension: a coefficient times atoms, which are sorted.</summary>
internal sealed record Term(long Coefficient, EquatableArray<Atom> Factors)
{
    public static Term Of(long coefficient, IEnumerable<Atom> factors) =>
        new(coefficient, factors.OrderBy(factor => factor.Key, StringComparer.Ordinal).ToEquatableArray());

    public string Key => string.Join("·", Factors.Select(factor => factor.Key));

    public long Evaluate(Func<string, long> symbol) =>
        Factors.Aggregate(Coefficient, (product, factor) => checked(product * factor.Evaluate(symbol)));

    public Dimension Substitute(Func<string, Dimension?> symbol) =>
        Factors.Aggregate(Dimension.Constant(Coefficient), (product, factor) => product * factor.Substitute(symbol));

    public Term? DividedBy(Term divisor)
    {
        if (divisor.Coefficient == 0 || Coefficient % divisor.Coefficient != 0)
            return null;
        var factors = Factors.ToList();
        return divisor.Factors.All(factors.Remove) ? Of(Coefficient / divisor.Coefficient, factors) : null;
    }
}
