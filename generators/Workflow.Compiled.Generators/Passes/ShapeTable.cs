using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The names and shapes of all values that a module computes, for its documentation: those of the user's variables, and what lies between them.</summary>
internal static class ShapeTable
{
    /// <summary>The rows of every path, in the order in which the values come to be; of values that several paths share, once.</summary>
    public static EquatableArray<ShapeRow> Of(ModuleModel module) => module.Variants.SelectMany(variant => Rows(variant.Forward, "")).Distinct().ToEquatableArray();

    private static IEnumerable<ShapeRow> Rows(Graph graph, string where)
    {
        foreach (var input in graph.Inputs)
            yield return Row(graph.Values[input], where);
        foreach (var node in graph.Nodes)
        {
            foreach (var row in node is LoopNode loop ? Rows(loop.Body, $"{where}{loop.Label}[{loop.Index}]: ") : [])
                yield return row;
            foreach (var output in node.Outputs)
                yield return Row(graph.Values[output], where);
        }
    }

    private static ShapeRow Row(Value value, string where) => new($"{where}{value.Name}", value.Shape.ToString());
}

/// <summary>A value and its shape.</summary>
/// <param name="Name">What it is called, behind the loop that it belongs to.</param>
/// <param name="Shape">Its shape, as text.</param>
public sealed record ShapeRow(string Name, string Shape);
