using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The lengths that a shape rule compares, by what is known of them.</summary>
internal sealed class Comparisons(Facts facts)
{
    private readonly List<Assumption> _assumed = [];

    /// <summary>What the shape rule relies on: lengths that are written differently and must be equal.</summary>
    public IReadOnlyList<Assumption> Assumed => _assumed;

    /// <summary>Two lengths that must be equal. Null where they are, or may be: that is checked where the pass begins. Else the failure.</summary>
    public Inference? Require(Dimension left, Dimension right, string diagnosticId, string words)
    {
        if (left.Equals(right))
            return null;
        if (!facts.MayBe(left, right))
            return Inference.Fails(diagnosticId, words);
        _assumed.Add(new Assumption(left, right, words));
        return null;
    }
}

/// <summary>Two lengths that a shape rule takes to be equal.</summary>
/// <param name="Left">One length.</param>
/// <param name="Right">The other.</param>
/// <param name="Words">What is wrong where they are not.</param>
internal sealed record Assumption(Dimension Left, Dimension Right, string Words)
{
    /// <summary>Of two lengths that are taken to be equal the one that values are given: that of a parameter, else the simpler one.</summary>
    /// <param name="isParameters">Whether a parameter has that length.</param>
    public (Dimension Kept, Dimension Replaced) Choose(Func<Dimension, bool> isParameters)
    {
        var isRight = isParameters(Left) == isParameters(Right) ? Right.Symbols.Count() < Left.Symbols.Count() : isParameters(Right);
        return isRight ? (Right, Left) : (Left, Right);
    }
}
