namespace Workflow.Compiled.Generators.Graphs;

/// <summary>
/// A program over tensors: immutable, value-equal, without symbols of the compiler or locations, so that it can be a key of the incremental
/// pipeline. Nodes are in execution order; values refer to each other only by id.
/// </summary>
/// <param name="Values">All values; a value's id is its index.</param>
/// <param name="Nodes">All operations, producers before consumers.</param>
/// <param name="Inputs">The ids of the arguments of <c>Forward</c>.</param>
/// <param name="Outputs">The ids of what <c>Forward</c> returns.</param>
/// <param name="Guards">What could not be proven and is checked once, when the lengths are known.</param>
public sealed record Graph(
    EquatableArray<Value> Values,
    EquatableArray<Node> Nodes,
    EquatableArray<int> Inputs,
    EquatableArray<int> Outputs,
    EquatableArray<Guard> Guards)
{
    /// <summary>All lengths that shapes, guards and attributes mention, without those in the bodies of loops.</summary>
    internal IEnumerable<Dimension> Lengths =>
        Values.SelectMany(value => value.Shape.Dimensions)
            .Concat(Guards.SelectMany(guard => new[] { guard.Left, guard.Right }))
            .Concat(Nodes.SelectMany(node => node.Lengths));

    /// <summary>Whether a length anywhere depends on a symbol.</summary>
    public bool Mentions(string symbol) =>
        Lengths.Any(length => length.Symbols.Contains(symbol)) || Nodes.OfType<LoopNode>().Any(loop => loop.Body.Mentions(symbol));

    /// <summary>The values that a node reads.</summary>
    public IEnumerable<Value> InputsOf(Node node) => node.Inputs.Select(id => Values[id]);
}

/// <summary>Two lengths that have to be equal.</summary>
/// <param name="Left">One length.</param>
/// <param name="Right">The other.</param>
/// <param name="Message">What is wrong when they differ: the words of the diagnostic.</param>
public sealed record Guard(Dimension Left, Dimension Right, string Message);
