namespace Workflow.Compiled.Generators.Graphs;

/// <summary>
/// A length as a polynomial with integer coefficients over named symbols, which stand for integers of at least 1 or count the turns of a loop, with quotients and remainders
/// that do not simplify as further atoms. Terms are in normal form, so equal polynomials are equal objects.
/// </summary>
public sealed class Dimension : IEquatable<Dimension>
{
    private readonly Term[] _terms;

    private Dimension(IEnumerable<Term> terms) => _terms = Normalize(terms);

    /// <summary>Whether no symbol is left.</summary>
    public bool IsConstant => _terms.Length == 0 || (_terms.Length == 1 && _terms[0].Factors.Count == 0);

    /// <summary>The number.</summary>
    /// <exception cref="NotConstantException">A symbol is left.</exception>
    public long ConstantValue =>
        !IsConstant ? throw new NotConstantException(ToString()) : _terms.Length == 0 ? 0 : _terms[0].Coefficient;

    /// <summary>The names of all symbols.</summary>
    public IEnumerable<string> Symbols => _terms.SelectMany(term => term.Factors).SelectMany(factor => factor.Symbols).Distinct(StringComparer.Ordinal);

    /// <summary>Whether it depends on a symbol, or on an element of a list given by its text.</summary>
    public bool Mentions(string symbol) => Symbols.Contains(symbol) || Elements.Any(element => element.Key == symbol);

    /// <summary>All elements of lists.</summary>
    internal IEnumerable<Atom.Element> Elements => _terms.SelectMany(term => term.Factors).SelectMany(factor => factor switch
    {
        Atom.Element element => element.Index.Elements.Append(element),
        Atom.Quotient quotient => quotient.Dividend.Elements.Concat(quotient.Divisor.Elements),
        Atom.Remainder remainder => remainder.Dividend.Elements.Concat(remainder.Divisor.Elements),
        _ => [],
    });

    /// <summary>A number.</summary>
    public static Dimension Constant(long value) => new([new Term(value, [])]);

    /// <summary>A named length.</summary>
    public static Dimension Symbol(string name) => new([new Term(1, [new Atom.Named(name)])]);

    /// <summary>An element of a list of lengths.</summary>
    public static Dimension Element(string list, Dimension index) => new([new Term(1, [new Atom.Element(list, index)])]);

    public static implicit operator Dimension(int value) => Constant(value);

    public static implicit operator Dimension(long value) => Constant(value);

    public static Dimension operator +(Dimension left, Dimension right) => new(left._terms.Concat(right._terms));

    public static Dimension operator -(Dimension left, Dimension right) => left + (right * -1);

    public static Dimension operator *(Dimension left, Dimension right) => new(
        from l in left._terms
        from r in right._terms
        select Term.Of(checked(l.Coefficient * r.Coefficient), l.Factors.Concat(r.Factors)));

    /// <summary>The quotient, rounded down.</summary>
    public static Dimension FloorDivide(Dimension dividend, Dimension divisor)
    {
        if (dividend.DividedBy(divisor) is { } exact)
            return exact;
        if (CommonFactor(dividend._terms.Concat(divisor._terms)) is { IsOne: false } common)
            return FloorDivide(dividend.Without(common), divisor.Without(common));
        if (dividend.AsRounded is { } rounded)
            return FloorDivide(rounded.Quotient.Dividend + (rounded.Besides * rounded.Quotient.Divisor), rounded.Quotient.Divisor * divisor);
        var (whole, rest) = dividend.TakeMultiples(divisor);
        return rest.IsConstant && divisor.IsConstant
            ? whole + Atom.FloorDivide(rest.ConstantValue, divisor.ConstantValue)
            : whole + Of(new Atom.Quotient(rest, divisor));
    }

    /// <summary>The remainder, of the sign of the divisor.</summary>
    public static Dimension Modulo(Dimension dividend, Dimension divisor)
    {
        if (dividend.DividedBy(divisor) is not null)
            return 0;
        if (CommonFactor(dividend._terms.Concat(divisor._terms)) is { IsOne: false } common)
            return Modulo(dividend.Without(common), divisor.Without(common)) * new Dimension([common]);
        var (_, rest) = dividend.TakeMultiples(divisor);
        return rest.IsConstant && divisor.IsConstant
            ? Constant(rest.ConstantValue - (Atom.FloorDivide(rest.ConstantValue, divisor.ConstantValue) * divisor.ConstantValue))
            : Of(new Atom.Remainder(rest, divisor));
    }

    /// <summary>Whether a symbol counts the turns of a loop: <c>i</c>, and <c>ii</c> for one inside.</summary>
    public static bool IsIndex(string symbol) => symbol.All(letter => letter == 'i');

    /// <summary>Compares for all values of the symbols. Lengths that are equal only in the first turn of a loop differ.</summary>
    public static Comparison Compare(Dimension left, Dimension right)
    {
        var difference = left - right;
        if (difference._terms.Length == 0)
            return Comparison.ProvenEqual;
        return difference.IsConstant || difference.HasOneSign || (difference * -1).HasOneSign
            ? Comparison.ProvenDifferent
            : Comparison.Unknown;
    }

    /// <summary>Whether it is known to be at least 0 for all values of the symbols: the terms that grow with them are all positive, and make up for the others at their least.</summary>
    internal bool IsAtLeastZero => AsBound is var bound && bound._terms.All(term => term.Least is not null) && bound._terms.Sum(term => term.Least!.Value) >= 0;

    /// <summary>What is at least 0 exactly where this is, in one form: without quotients, and without what divides all but the number. h/2 - 3 is h - 6, and 2·h - 5 is h - 3.</summary>
    internal Dimension AsBound
    {
        get
        {
            if (AsRounded is { } rounded)
                return (rounded.Quotient.Dividend + (rounded.Besides * rounded.Quotient.Divisor)).AsBound;
            var growing = new Dimension(_terms.Where(term => term.Factors.Count > 0));
            return growing._terms.Length == 0 ? this : FloorDivide(this, CommonFactor(growing._terms).Coefficient);
        }
    }

    /// <summary>The polynomial without the factors of all its terms that cannot be 0, and with a first term that is positive: it is 0 where this one is.</summary>
    internal Dimension Primitive =>
        _terms.Length == 0 ? this : CommonFactor(_terms) is var common && _terms[0].Coefficient < 0 ? Without(common) * -1 : Without(common);

    /// <summary>Where it is 0 exactly if a symbol is divisible by something: both. It is a remainder, or h - 2·(h/2).</summary>
    internal (string Symbol, Dimension Divisor)? AsDivisible
    {
        get
        {
            var (dividend, divisor) = _terms.SelectMany(term => term.Factors).FirstOrDefault(factor => factor is Atom.Quotient or Atom.Remainder) switch
            {
                Atom.Remainder remainder when Equals(Of(remainder)) => (remainder.Dividend, remainder.Divisor),
                Atom.Quotient quotient when (Of(quotient) * quotient.Divisor - quotient.Dividend).Primitive.Equals(Primitive) => (quotient.Dividend, quotient.Divisor),
                _ => ((Dimension)0, (Dimension)0),
            };
            return dividend.AsSymbol is { } symbol && !divisor.Mentions(symbol) ? (symbol, divisor) : null;
        }
    }

    /// <summary>Where it is 0 exactly if a symbol has a value: both.</summary>
    internal (string Symbol, Dimension Value)? AsDefinition
    {
        get
        {
            foreach (var term in _terms.Where(term => term is { Coefficient: 1 or -1, Factors: [Atom.Named] }))
            {
                var rest = new Dimension(_terms.Where(other => other != term));
                var symbol = term.Factors[0].Key;
                if (!rest.Mentions(symbol))
                    return (symbol, rest * -term.Coefficient);
            }

            return null;
        }
    }

    /// <summary>The name, where it is nothing but a symbol.</summary>
    private string? AsSymbol => _terms is [{ Coefficient: 1, Factors: [Atom.Named named] }] ? named.Name : null;

    /// <summary>Whether it is one number, one symbol or one element, which needs no brackets.</summary>
    internal bool IsSingle =>
        _terms.Length == 1 && (IsConstant || (_terms[0] is { Coefficient: 1, Factors.Count: 1 } && _terms[0].Factors[0] is (Atom.Named or Atom.Element)));

    /// <summary>The number for given values of the symbols.</summary>
    public long Evaluate(Func<string, long> symbol) => _terms.Sum(term => term.Evaluate(symbol));

    /// <summary>The dimension with its symbols replaced; null leaves a symbol as it is.</summary>
    public Dimension Substitute(Func<string, Dimension?> symbol) =>
        _terms.Aggregate((Dimension)0, (sum, term) => sum + term.Substitute(symbol));

    /// <summary>The dimension with a product replaced in each term that has it.</summary>
    internal Dimension Replace(Dimension product, Dimension by) => product._terms is not [var whole] ? this : _terms.Aggregate(
        (Dimension)0, (sum, term) => sum + (term.DividedBy(whole) is { } rest ? new Dimension([rest]) * by : new Dimension([term])));

    /// <summary>A C# expression; symbols are written as <paramref name="symbol"/> says.</summary>
    public string ToCSharp(Func<string, string> symbol) => Write(new Notation(symbol, IsCSharp: true));

    internal string Write(Notation notation) => notation.Write(_terms);

    /// <inheritdoc/>
    public override string ToString() => Write(Notation.Readable);

    /// <inheritdoc/>
    public bool Equals(Dimension? other) => other is not null && _terms.SequenceEqual(other._terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Dimension);

    /// <inheritdoc/>
    public override int GetHashCode() => _terms.Aggregate(17, (hash, term) => unchecked((hash * 31) + term.GetHashCode()));

    /// <summary>The largest term that divides all, as far as it cannot be 0.</summary>
    private static Term CommonFactor(IEnumerable<Term> terms)
    {
        Term? common = null;
        foreach (var term in terms)
            common = common is null ? term.Positive : common.CommonWith(term);
        return common ?? Term.One;
    }

    private static Dimension Of(Atom atom) => new([new Term(1, [atom])]);

    private Dimension Without(Term factor) => factor.IsOne ? this : new(_terms.Select(term => term.DividedBy(factor)!));

    /// <summary>The exact quotient by a single term, or null where the division does not come out.</summary>
    private Dimension? DividedBy(Dimension divisor)
    {
        if (Equals(divisor))
            return 1;
        if (divisor._terms.Length != 1)
            return null;
        var quotients = _terms.Select(term => term.DividedBy(divisor._terms[0])).ToArray();
        return quotients.Any(quotient => quotient is null) ? null : new(quotients!);
    }

    /// <summary>Takes out what a number divides, so that what is left of a number is at least 0 and less than the divisor: (4·h - 1) / 2 is 2·h - 1 + 1/2.</summary>
    private (Dimension Whole, Dimension Left) TakeMultiples(Dimension divisor)
    {
        if (!divisor.IsConstant || divisor._terms.Length == 0)
            return (0, this);
        var terms = _terms.ToLookup(term => term.Factors.Count > 0 && term.DividedBy(divisor._terms[0]) is not null);
        var number = terms[false].Where(term => term.Factors.Count == 0).Sum(term => term.Coefficient);
        var multiples = Atom.FloorDivide(number, divisor.ConstantValue);
        return (
            new Dimension(terms[true].Select(term => term.DividedBy(divisor._terms[0])!)) + multiples,
            new Dimension(terms[false]) - (multiples * divisor));
    }

    /// <summary>Where it is a quotient, once, and something besides: (h/2 + 1) / 3 is one quotient, (h + 2) / 6.</summary>
    private (Atom.Quotient Quotient, Dimension Besides)? AsRounded =>
        _terms.Where(term => term is { Coefficient: 1, Factors: [Atom.Quotient] }).ToArray() is [var rounded]
            ? ((Atom.Quotient)rounded.Factors[0], new(_terms.Where(term => term != rounded)))
            : null;

    /// <summary>Whether the polynomial is positive for all symbols of at least 1: what the negative terms take at most, the others give.</summary>
    private bool HasOneSign
    {
        get
        {
            if (_terms.Any(term => term.Coefficient < 0 && term.Factors.Count > 0) || _terms.Any(term => term.Factors.Any(factor => factor is not (Atom.Named or Atom.Element))))
                return false;
            return _terms.Sum(term => term.Coefficient) > 0;
        }
    }

    private static Term[] Normalize(IEnumerable<Term> terms) =>
    [
        .. terms
            .GroupBy(term => term.Key, StringComparer.Ordinal)
            .Select(group => new Term(group.Sum(term => term.Coefficient), group.First().Factors))
            .Where(term => term.Coefficient != 0)
            .OrderByDescending(term => term.Factors.Count)
            .ThenBy(term => term.Key, StringComparer.Ordinal),
    ];
}
