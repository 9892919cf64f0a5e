using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The numbers of a pointwise rule that are known when the model is made: lengths, and real numbers, which frames have as they have lengths.</summary>
internal static class GivenNumbers
{
    /// <summary>Whether a value is such a number.</summary>
    public static bool IsGiven(Value value) => value.Kind == ValueKind.Constant && value.Access.Length > 0;

    /// <summary>All that a computation is given.</summary>
    public static IEnumerable<(string Name, Dimension Length, string Text)> Of(PointwiseComputation computation) =>
        computation.Lengths.Select(length => (length.Name, length.Length, Text(length.Length)))
            .Concat(Of(computation.Attributes))
            .Concat(computation.Operands.Where(operand => IsGiven(operand.Value)).Select(operand => (operand.Name, Dimension.Symbol(operand.Value.Access), operand.Value.Name)));

    private static IEnumerable<(string Name, Dimension Length, string Text)> Of(Attributes attributes)
    {
        foreach (var item in attributes.Items)
        {
            if (item.Value is AttributeValue.Given given)
                yield return (item.Name, Dimension.Symbol(given.Definition), item.Name);
            else if (item.Value is AttributeValue.Whole { Value: { IsConstant: false } whole })
                yield return (item.Name, whole, Text(whole));
        }
    }

    private static string Text(Dimension length) => length.IsSingle ? length.ToString() : $"({length})";
}
