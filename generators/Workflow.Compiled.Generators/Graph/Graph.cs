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
    /// <summary>All lengths that shapes and attributes mention, without those in the bodies of loops.</summary>
    internal IEnumerable<Dimension> Lengths =>
        Values.SelectMany(value => value.Shape.Dimensions)
            .Concat(Nodes.SelectMany(node => node.Lengths));

    /// <summary>Whether a length anywhere depends on a symbol.</summary>
    public bool Mentions(string symbol) =>
        Lengths.Any(length => length.Symbols.Contains(symbol)) || Guards.Any(guard => guard.Symbols.Contains(symbol)) || Nodes.OfType<LoopNode>().Any(loop => loop.Body.Mentions(symbol));

    /// <summary>The values that a node reads.</summary>
    public IEnumerable<Value> InputsOf(Node node) => node.Inputs.Select(id => Values[id]);
}

/// <summary>Two lengths that have to be equal, or in order, and are not known to be.</summary>
/// <param name="Left">One length.</param>
/// <param name="Right">The other.</param>
/// <param name="Message">What is wrong when they are not: the words of the diagnostic.</param>
/// <param name="Loops">The loops around the place where they have to be, outermost first: no turn, no check.</param>
public sealed record Guard(Dimension Left, Dimension Right, string Message, EquatableArray<GuardLoop> Loops)
{
    /// <summary>Whether the left one has to be at most the right one; else they have to be equal.</summary>
    public bool IsAtMost { get; init; }

    /// <summary>What the lengths depend on, apart from the indices of loops.</summary>
    internal IEnumerable<string> Symbols => Left.Symbols.Concat(Right.Symbols).Concat(Loops.SelectMany(loop => loop.Count.Symbols))
        .Distinct(StringComparer.Ordinal).Where(symbol => Loops.All(loop => loop.Index != symbol));

    /// <summary>Whether another one, in whichever loops, demands nothing more.</summary>
    internal bool Covers(Guard other) => IsAtMost == other.IsAtMost && (IsAtMost
        ? ((other.Right - other.Left).AsBound - (Right - Left).AsBound).IsAtLeastZero
        : Left.Equals(other.Left) && Right.Equals(other.Right));
}

/// <summary>A loop around a check.</summary>
/// <param name="Index">The symbol that counts the turns from 0.</param>
/// <param name="Count">The number of turns.</param>
public sealed record GuardLoop(string Index, Dimension Count);
