namespace Workflow.Compiled.Generators.Graphs;

/// <summary>
/// What is known of lengths beyond the algebra: what <c>[Require]</c> demands, what the conditions on a path say, and what is checked where a pass begins: equations, and lengths
/// that are at most as large as others. A comparison whose difference is that of one of these, or leaves it more room, is decided by it. And an equation that gives a symbol replaces it on both sides of a comparison:
/// <c>width % heads = 0</c> is <c>width = heads · (width / heads)</c>. There is no solver.
/// </summary>
/// <param name="around">What holds around a path, or around the body of a loop.</param>
internal sealed class Facts(Facts? around = null)
{
    private readonly List<Dimension> _zeros = [];
    private readonly List<Dimension> _bounds = [];
    private string _any = "";
    private readonly List<Definition> _definitions = [];

    private string Any => around is null ? _any : around.Any;

    private IEnumerable<Dimension> Zeros => around is null ? _zeros : around.Zeros.Concat(_zeros);

    /// <summary>What is at least 0.</summary>
    private IEnumerable<Dimension> Bounds => around is null ? _bounds : around.Bounds.Concat(_bounds);

    private IEnumerable<Definition> Definitions => around is null ? _definitions : around.Definitions.Concat(_definitions);

    /// <summary>Notes the symbol of the batch, which must fit whatever it is: a loader's last batch is as long as it happens to be.</summary>
    public void LetBeAny(string batch) => _any = batch;

    /// <summary>Whether two lengths are equal, or may be by what a caller can see to.</summary>
    public bool MayBe(Dimension left, Dimension right) => Compare(left, right) switch
    {
        Comparison.ProvenEqual => true,
        Comparison.ProvenDifferent => false,
        _ => !(left - right).Primitive.Mentions(Any),
    };

    /// <summary>Whether what a check demands holds, or may by what a caller can see to.</summary>
    public bool MayBe(Guard guard) => guard.IsAtMost
        ? IsAtMost(guard.Left, guard.Right) ?? !(guard.Right - guard.Left).Mentions(Any)
        : MayBe(guard.Left, guard.Right);

    /// <summary>Whether what a check demands is known to hold.</summary>
    public bool Holds(Guard guard) => guard.IsAtMost ? IsAtMost(guard.Left, guard.Right) is true : Compare(guard.Left, guard.Right) == Comparison.ProvenEqual;

    /// <summary>Whether a length is at most another; null where that is not known.</summary>
    public bool? IsAtMost(Dimension least, Dimension most) => IsAtLeastZero(most - least) ? true : IsAtLeastZero(least - most - 1) ? false : null;

    /// <summary>Notes that what a check demands holds.</summary>
    public void Add(Guard guard)
    {
        if (!guard.IsAtMost)
            Add(guard.Left, guard.Right);
        else if (IsAtMost(guard.Left, guard.Right) is null)
            _bounds.Add(guard.Right - guard.Left);
    }

    private bool IsAtLeastZero(Dimension length)
    {
        var known = Bounds.ToArray();
        return Definitions.Select(definition => definition.Apply(length)).Prepend(length)
            .Any(written => written.IsAtLeastZero || known.Any(bound => (written.AsBound - bound.AsBound).IsAtLeastZero));
    }

    /// <summary>Notes that two lengths are equal.</summary>
    public void Add(Dimension left, Dimension right)
    {
        var zero = (left - right).Primitive;
        if (zero.IsConstant || Zeros.Contains(zero))
            return;
        _zeros.Add(zero);
        if (zero.AsDivisible is { } divisible)
            _definitions.Add(new Definition(divisible.Symbol, divisible.Divisor * Dimension.FloorDivide(Dimension.Symbol(divisible.Symbol), divisible.Divisor), IsMultiple: true));
        else if (zero.AsDefinition is { } given)
            _definitions.Add(new Definition(given.Symbol, given.Value));
    }

    /// <summary>Compares for all values of the symbols for which the equations hold.</summary>
    public Comparison Compare(Dimension left, Dimension right)
    {
        var plain = Dimension.Compare(left, right);
        if (plain != Comparison.Unknown || !Zeros.Any())
            return plain;
        Definition[] definitions = [.. Definitions];
        foreach (var used in definitions.Select(definition => (Definition[])[definition]).Append(definitions))
        {
            var difference = used.Aggregate(left - right, (before, definition) => definition.Apply(before));
            if (Dimension.Compare(difference, 0) is not Comparison.Unknown and var decided)
                return decided;
            if (Zeros.Contains(difference.Primitive))
                return Comparison.ProvenEqual;
        }

        return Zeros.Contains((left - right).Primitive) ? Comparison.ProvenEqual : Comparison.Unknown;
    }

    /// <summary>A number with what equations give for its symbols.</summary>
    public Dimension Given(Dimension number) => Definitions.Where(definition => !definition.IsMultiple).Aggregate(number, (before, definition) => definition.Apply(before));

    /// <summary>A length in fewer words where symbols are known to be multiples: <c>heads · (width / heads)</c> is <c>width</c>.</summary>
    public Dimension Simplify(Dimension length) => Definitions.Where(definition => definition.IsMultiple).Aggregate(length, (before, multiple) =>
        multiple.Withdraw(multiple.Apply(before)) is var after && after.ToString().Length < before.ToString().Length ? after : before);

    private sealed record Definition(string Symbol, Dimension Value, bool IsMultiple = false)
    {
        public Dimension Apply(Dimension dimension) => dimension.Substitute(symbol => symbol == Symbol ? Value : null);

        public Dimension Withdraw(Dimension dimension) => dimension.Replace(Value, Dimension.Symbol(Symbol));
    }
}
