namespace Workflow.Compiled.Generators.Graphs;

/// <summary>
/// A program over tensors: immutable, value-equal, without symbols or locations, so that it can be a key of the incremental pipeline.
/// Nodes are in execution order; values refer to each other only by id.
/// </summary>
/// <param name="Values">All values; a value's id is its index.</param>
/// <param name="Nodes">All operations, producers before consumers.</param>
/// <param name="Inputs">The ids of the arguments of <c>Forward</c>.</param>
/// <param name="Outputs">The ids of what <c>Forward</c> returns.</param>
public sealed record Graph(
    EquatableArray<Value> Values,
    EquatableArray<Node> Nodes,
    EquatableArray<int> Inputs,
    EquatableArray<int> Outputs)
{
    /// <summary>The value that a node gives.</summary>
    public Value OutputOf(Node node) => Values[node.Output];

    /// <summary>The values that a node reads.</summary>
    public IEnumerable<Value> InputsOf(Node node) => node.Inputs.Select(id => Values[id]);
}
