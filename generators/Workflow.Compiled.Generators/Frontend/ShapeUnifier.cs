using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Finds the lengths that the names of a custom operator's shape rule stand for in one call.</summary>
/// <param name="known">Names that are known already: whole numbers that the call passes.</param>
/// <param name="facts">What is known of lengths where the call stands.</param>
internal sealed class ShapeUnifier(IReadOnlyDictionary<string, Dimension> known, Facts facts)
{
    // No name of the user's is spelled like this.
    private static readonly Dimension s_open = Dimension.Symbol("#open");

    private readonly Dictionary<string, Dimension> _bound = known.ToDictionary(name => name.Key, name => name.Value, StringComparer.Ordinal);
    private readonly List<(Dimension Expected, Dimension Actual)> _doubts = [];
    private IReadOnlyList<Dimension>? _rest;

    /// <summary>Pairs of lengths that have to be equal and may be: what is not known is to be checked.</summary>
    public IReadOnlyList<(Dimension Expected, Dimension Actual)> Doubts => _doubts;

    /// <summary>Matches all operands; gives the place of the first that does not fit, or -1.</summary>
    public int Unify(IReadOnlyList<ShapePattern> patterns, IReadOnlyList<Shape> shapes)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (!FitsRank(patterns[i], shapes[i]))
                return i;
        }

        var pairs = patterns.SelectMany((pattern, i) => pattern.Lengths
            .Zip(shapes[i].Dimensions.Skip(shapes[i].Rank - pattern.Lengths.Count), (expected, actual) => (Operand: i, Expected: expected, Actual: actual))).ToArray();
        // What one length leaves open another may settle.
        while (pairs.Any(pair => Solve(pair.Expected, pair.Actual)))
        {
        }

        foreach (var (operand, expected, actual) in pairs)
        {
            if (!expected.Symbols.All(IsLength) || !Agree(Replace(expected), actual))
                return operand;
        }

        return -1;
    }

    /// <summary>The shape of the result.</summary>
    public Shape Replace(ShapePattern pattern) => Shape.Of([.. pattern.HasRest ? _rest! : [], .. pattern.Lengths.Select(Replace)]);

    /// <summary>The names that no length of an operand determines.</summary>
    public static IEnumerable<string> Undetermined(IEnumerable<string> known, IReadOnlyList<ShapePattern> operands, ShapePattern result)
    {
        var unifier = new ShapeUnifier(known.ToDictionary(name => name, Dimension.Symbol, StringComparer.Ordinal), new Facts());
        while (operands.SelectMany(operand => operand.Lengths).Any(length => unifier.Solve(length, 1)))
        {
        }

        return operands.Append(result).SelectMany(pattern => pattern.Names).Where(name => !unifier._bound.ContainsKey(name)).Distinct(StringComparer.Ordinal);
    }

    private bool FitsRank(ShapePattern pattern, Shape shape)
    {
        var rest = shape.Rank - pattern.Lengths.Count;
        if (rest < 0 || (rest > 0 && !pattern.HasRest))
            return false;
        if (!pattern.HasRest)
            return true;
        var axes = shape.Dimensions.Take(rest).ToArray();
        if (_rest is not null)
            return _rest.Count == axes.Length && _rest.Zip(axes, Agree).All(agree => agree);
        _rest = axes;
        return true;
    }

    /// <summary>Determines the one name that a length leaves open, where it occurs as a multiple.</summary>
    private bool Solve(Dimension expected, Dimension actual)
    {
        var open = expected.Symbols.Where(name => !_bound.ContainsKey(name)).ToArray();
        if (open.Length != 1)
            return false;
        var constant = With(0);
        var factor = With(1) - constant;
        if (factor.Equals(0) || !With(s_open).Equals(constant + (factor * s_open)))
            return false;
        _bound[open[0]] = Dimension.FloorDivide(actual - constant, factor);
        return true;

        Dimension With(Dimension value) => expected.Substitute(name => name == open[0] ? value : _bound[name]);
    }

    /// <summary>Whether a name has a value that can be a length, or one that the call passes.</summary>
    private bool IsLength(string name) => known.ContainsKey(name) || (_bound.TryGetValue(name, out var length) && !(length.IsConstant && length.ConstantValue < 1));

    private bool Agree(Dimension expected, Dimension actual)
    {
        if (!facts.MayBe(expected, actual))
            return false;
        _doubts.Add((expected, actual));
        return true;
    }

    private Dimension Replace(Dimension length) => length.Substitute(name => _bound.TryGetValue(name, out var value) ? value : null);
}
