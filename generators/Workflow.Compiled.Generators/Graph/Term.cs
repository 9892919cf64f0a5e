namespace Workflow.Compiled.Generators.Graphs;

/// <summary>One term of a dimension: a coefficient times atoms, which are sorted.</summary>
internal sealed record Term(long Coefficient, EquatableArray<Atom> Factors)
{
    public static Term Of(long coefficient, IEnumerable<Atom> factors) =>
        new(coefficient, factors.OrderBy(factor => factor.Key, StringComparer.Ordinal).ToEquatableArray());

    /// <summary>The term that is the number 1.</summary>
    public static readonly Term One = new(1, []);

    public bool IsOne => Coefficient == 1 && Factors.Count == 0;

    /// <summary>The least value for all values of the symbols; null where there is none that is known, as of what is taken away.</summary>
    public long? Least => Factors.Count == 0 ? Coefficient
        : Coefficient < 0 ? null
        : Factors.Aggregate((long?)Coefficient, (least, factor) => least * factor.Least);

    /// <summary>The term without its sign and without factors that may be 0.</summary>
    public Term Positive => Of(Math.Abs(Coefficient), Factors.Where(factor => factor is Atom.Named or Atom.Element));

    public string Key => string.Join("·", Factors.Select(factor => factor.Key));

    public long Evaluate(Func<string, long> symbol) =>
        Factors.Aggregate(Coefficient, (product, factor) => checked(product * factor.Evaluate(symbol)));

    public Dimension Substitute(Func<string, Dimension?> symbol) =>
        Factors.Aggregate(Dimension.Constant(Coefficient), (product, factor) => product * factor.Substitute(symbol));

    /// <summary>The largest term that divides both, where this one is positive.</summary>
    public Term CommonWith(Term other)
    {
        var (left, right) = (Coefficient, Math.Abs(other.Coefficient));
        while (right != 0)
            (left, right) = (right, left % right);
        var rest = other.Factors.ToList();
        return Of(left, Factors.Where(rest.Remove));
    }

    public Term? DividedBy(Term divisor)
    {
        if (divisor.Coefficient == 0 || Coefficient % divisor.Coefficient != 0)
            return null;
        var factors = Factors.ToList();
        return divisor.Factors.All(factors.Remove) ? Of(Coefficient / divisor.Coefficient, factors) : null;
    }
}
