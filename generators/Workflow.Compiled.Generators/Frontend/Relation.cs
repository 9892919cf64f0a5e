using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Comparisons of whole numbers: what they give, and what proofs can use of them.</summary>
internal static class Relation
{
    /// <summary>What a comparison of two numbers gives; null where it is none.</summary>
    public static bool? Decide(BinaryOperatorKind comparison, long left, long right) => comparison switch
    {
        BinaryOperatorKind.Equals => left == right,
        BinaryOperatorKind.NotEquals => left != right,
        BinaryOperatorKind.LessThan => left < right,
        BinaryOperatorKind.LessThanOrEqual => left <= right,
        BinaryOperatorKind.GreaterThan => left > right,
        BinaryOperatorKind.GreaterThanOrEqual => left >= right,
        _ => null,
    };

    /// <summary>The comparison that holds where one does not.</summary>
    public static BinaryOperatorKind Opposite(BinaryOperatorKind comparison) => comparison switch
    {
        BinaryOperatorKind.Equals => BinaryOperatorKind.NotEquals,
        BinaryOperatorKind.NotEquals => BinaryOperatorKind.Equals,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThan,
        _ => BinaryOperatorKind.None,
    };

    /// <summary>The equation or order that a comparison states; null where it states neither.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="left">What is compared.</param>
    /// <param name="right">With what.</param>
    /// <param name="words">What is wrong where it does not hold.</param>
    public static Guard? Stated(BinaryOperatorKind comparison, Dimension left, Dimension right, string words) => comparison switch
    {
        BinaryOperatorKind.Equals => new Guard(left, right, words, []),
        BinaryOperatorKind.LessThan => AtMost(left + 1, right, words),
        BinaryOperatorKind.LessThanOrEqual => AtMost(left, right, words),
        BinaryOperatorKind.GreaterThan => AtMost(right + 1, left, words),
        BinaryOperatorKind.GreaterThanOrEqual => AtMost(right, left, words),
        _ => null,
    };

    private static Guard AtMost(Dimension left, Dimension right, string words) => new(left, right, words, []) { IsAtMost = true };
}
