using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A use of an operator whose shape is asked for.</summary>
/// <param name="Label">What the user calls the operation: the layer's field (<c>_hidden</c>) or the function (<c>MatMul</c>).</param>
/// <param name="Inputs">The shapes of the tensors that it is applied to, followed by those of the layer's parameters.</param>
/// <param name="Descriptions">For each tensor, how the user wrote it and how its shape came about, such as <c>x.Flatten(1)</c>.</param>
/// <param name="Attributes">Its constants.</param>
public sealed record OperatorCall(
    string Label,
    EquatableArray<Shape> Inputs,
    EquatableArray<string> Descriptions,
    Attributes Attributes);
