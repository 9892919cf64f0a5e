using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Changes after which an argument is what a module takes.</summary>
internal static class ContractEdits
{
    /// <summary>The axes joined; the number that the module is made with; or the layer in front made to give what is needed.</summary>
    /// <param name="layer">The module.</param>
    /// <param name="expected">What it takes, in its own symbols.</param>
    /// <param name="argument">What it is given.</param>
    /// <param name="body">Where it is called.</param>
    public static IReadOnlyList<Edit> For(Layer layer, Shape expected, Traced argument, BodyTrace body) =>
        [.. Candidates(layer, expected, argument, body).Where(edit => edit is not null).Select(edit => edit!)];

    private static IEnumerable<Edit?> Candidates(Layer layer, Shape expected, Traced argument, BodyTrace body)
    {
        var actual = argument.Value.Shape;
        if (expected.Rank == 2 && actual.Rank > 2)
        {
            foreach (var cure in ShapeCures.Flatten(0, actual, Shape.Of(actual[0], expected[1])))
                yield return EditWriter.Call(cure, argument);
        }

        if (expected.Rank != actual.Rank || expected.Rank == 0)
            yield break;
        var (writer, last) = (new EditWriter(body), expected.Rank - 1);
        var made = layer.Creation?.Arguments.FirstOrDefault(made => expected[last].Equals(Dimension.Symbol(made.Parameter!.Name)));
        yield return made is null ? null : writer.Number(made.Value, actual[last]);
        yield return expected[last].IsConstant ? writer.Width(argument, expected[last]) : null;
    }
}
