using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The lengths that a shape rule compares, by what is known of them.</summary>
internal sealed class Comparisons(Facts facts)
{
    private readonly List<Assumption> _assumed = [];

    /// <summary>What the shape rule relies on: lengths that are written differently and must be equal, and such that must be in order.</summary>
    public IReadOnlyList<Assumption> Assumed => _assumed;

    /// <summary>Two lengths that must be equal. Null where they are, or may be: that is checked where the pass begins. Else the failure.</summary>
    public Inference? Require(Dimension left, Dimension right, string diagnosticId, string words)
    {
        if (left.Equals(right))
            return null;
        return Require(new Assumption(new Guard(left, right, words, [])), diagnosticId);
    }

    /// <summary>A length that must be at most another. Null where it is, or may be: that is checked where the pass begins. Else the failure.</summary>
    public Inference? RequireAtMost(Dimension left, Dimension right, string diagnosticId, string words)
    {
        if (facts.IsAtMost(left, right) is true)
            return null;
        return Require(new Assumption(new Guard(left, right, words, []) { IsAtMost = true }), diagnosticId);
    }

    /// <summary>A number that may be 0 and is taken to be no less, as all lengths are: a constructor's is checked, for no layer does.</summary>
    public void RequireCount(Dimension count, string words)
    {
        if (!count.IsConstant)
            _assumed.Add(new Assumption(new Guard(0, count, words, []) { IsAtMost = true }) { IsOfDomain = true });
    }

    private Inference? Require(Assumption assumption, string diagnosticId)
    {
        if (!facts.MayBe(assumption.Guard))
            return Inference.Fails(diagnosticId, assumption.Guard.Message);
        _assumed.Add(assumption);
        return null;
    }
}

/// <summary>Two lengths that a shape rule takes to be equal, or in order.</summary>
/// <param name="Guard">How they are checked.</param>
internal sealed record Assumption(Guard Guard)
{
    /// <summary>Whether comparisons take it for granted of all lengths, so that it is checked although it is known.</summary>
    public bool IsOfDomain { get; init; }

    /// <summary>Of two lengths that are taken to be equal the one that values are given: that of a parameter, else the simpler one.</summary>
    /// <param name="isParameters">Whether a parameter has that length.</param>
    public (Dimension Kept, Dimension Replaced) Choose(Func<Dimension, bool> isParameters)
    {
        var (left, right) = (Guard.Left, Guard.Right);
        var isRight = isParameters(left) == isParameters(right) ? right.Symbols.Count() < left.Symbols.Count() : isParameters(right);
        return isRight ? (right, left) : (left, right);
    }
}
