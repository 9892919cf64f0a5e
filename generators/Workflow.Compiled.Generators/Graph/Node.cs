namespace Workflow.Compiled.Generators.Graphs;

/// <summary>One operation of the graph.</summary>
/// <param name="Inputs">The ids of the values it reads.</param>
/// <param name="Outputs">The ids of the values it gives.</param>
/// <param name="Label">What the user calls it: the field without underscore, or the operator's name in camelCase.</param>
public abstract record Node(EquatableArray<int> Inputs, EquatableArray<int> Outputs, string Label)
{
    /// <summary>The lengths that it mentions besides those of its values.</summary>
    internal virtual IEnumerable<Dimension> Lengths => [];
}

/// <summary>A use of an operator.</summary>
/// <param name="Operator">The name under which the operator registry knows it.</param>
/// <param name="Inputs">The ids of the values it reads, in the order in which the operator defines them.</param>
/// <param name="Output">The id of the value it gives.</param>
/// <param name="Attributes">Its constants: arguments of the call and of the layer's constructor, by parameter name.</param>
/// <param name="Label">What the user calls it.</param>
public sealed record OperatorNode(string Operator, EquatableArray<int> Inputs, int Output, Attributes Attributes, string Label)
    : Node(Inputs, [Output], Label)
{
    internal override IEnumerable<Dimension> Lengths => Attributes.Items.SelectMany(item => item.Value switch
    {
        AttributeValue.Whole whole => [whole.Value],
        AttributeValue.List list => list.Values,
        _ => (IEnumerable<Dimension>)[],
    });
}

/// <summary>A call of another compiled module, which is never inlined: its frame is called.</summary>
/// <param name="Callee">The class as generated code writes it, such as <c>global::My.Block</c>.</param>
/// <param name="Access">How the module reaches the instance, such as <c>_block</c>; in a loop <c>_blocks[{i}]</c>.</param>
/// <param name="Symbols">The length of each free symbol of the callee, in the order of its contract.</param>
/// <param name="Given">What the callee's symbols are here.</param>
/// <param name="IsFrozen">Whether the parameters of the callee are not trained here.</param>
/// <param name="IsCheckpointed">Whether the callee's activations are computed again in the backward pass instead of being kept.</param>
/// <param name="IsOnImages">Whether the callee takes and gives images in the order of memory.</param>
/// <param name="AreSamplesApart">Whether what the callee computes of a sample in prediction depends on no other; the first of its symbols counts the samples.</param>
/// <param name="Inputs">The ids of the arguments.</param>
/// <param name="Outputs">The ids of the results.</param>
/// <param name="Label">What the user calls the instance.</param>
public sealed record CallNode(
    string Callee,
    string Access,
    EquatableArray<Dimension> Symbols,
    EquatableArray<GivenLength> Given,
    bool IsFrozen,
    bool IsCheckpointed,
    bool IsOnImages,
    bool AreSamplesApart,
    EquatableArray<int> Inputs,
    EquatableArray<int> Outputs,
    string Label) : Node(Inputs, Outputs, Label)
{
    internal override IEnumerable<Dimension> Lengths => Symbols;
}

/// <summary>
/// A loop whose number of turns is known when the model is made, or when it is called. Its body is a graph of its own, whose inputs are the carried values followed by parts of
/// tensors, one for each turn, and by the captured values; its outputs are the carried values after one turn.
/// </summary>
/// <param name="Index">The symbol that counts the turns from 0, in shapes; in <see cref="Value.Access"/> it is written <c>{i}</c>.</param>
/// <param name="Count">The number of turns.</param>
/// <param name="Body">One turn. The shape of a carried value may mention the index; its shape after a turn is that of the next one.</param>
/// <param name="Inputs">The ids of the carried values before the first turn, then those of the tensors that the turns divide between them along the first axis, then those of the captured values.</param>
/// <param name="Outputs">The ids of the carried values after the last turn.</param>
/// <param name="Label">What the user calls it: the field that holds the modules, or <c>loop</c>.</param>
public sealed record LoopNode(
    string Index,
    Dimension Count,
    Graph Body,
    EquatableArray<int> Inputs,
    EquatableArray<int> Outputs,
    string Label) : Node(Inputs, Outputs, Label)
{
    /// <summary>The number of tensors that the turns divide between them.</summary>
    public int Divided { get; init; }

    internal override IEnumerable<Dimension> Lengths => [Count];
}
