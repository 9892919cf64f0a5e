using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Sums of parts of a value.</summary>
internal static class AxisSums
{
    private static readonly PointwiseRule Plus = new("{a} + {b}", "{a} + {b}");

    /// <summary>For each place of an axis the sum of it and the places behind it.</summary>
    /// <param name="context">Takes the instructions.</param>
    /// <param name="source">The value, whose axis is longer than the result's by one less than the count.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="length">The length of the result's axis.</param>
    /// <param name="count">How many places are added up.</param>
    public static Value Of(InstructionContext context, Value source, int axis, Dimension length, int count) =>
        Of(context, [.. Enumerable.Range(0, count).Select(start => context.Slice(source, axis, start, length))]);

    /// <summary>The sum of values of one shape.</summary>
    public static Value Of(InstructionContext context, IReadOnlyList<Value> parts) =>
        parts.Skip(1).Aggregate(parts[0], (sum, part) => context.Pointwise(Plus, sum.Shape, [("a", sum), ("b", part)]));
}
