namespace Workflow.Compiled.Generators.Graphs;

/// <summary>A module as a list of instructions: the forward pass and, for training, the backward pass behind it.</summary>
/// <param name="Values">All values; a value's id is its index.</param>
/// <param name="Instructions">In execution order.</param>
/// <param name="Inputs">The ids of the arguments of <c>Forward</c>.</param>
/// <param name="Outputs">The ids of what <c>Forward</c> returns.</param>
/// <param name="OutputGradients">The ids of the gradients of the outputs that are numbers, which the caller provides; none for prediction.</param>
/// <param name="ParameterGradients">The gradients of the parameters that have one.</param>
/// <param name="InputGradients">The gradients of the inputs that have one.</param>
public sealed record Program(
    EquatableArray<Value> Values,
    EquatableArray<Instruction> Instructions,
    EquatableArray<int> Inputs,
    EquatableArray<int> Outputs,
    EquatableArray<int> OutputGradients,
    EquatableArray<Gradient> ParameterGradients,
    EquatableArray<Gradient> InputGradients);

/// <summary>A value and the value that is its gradient.</summary>
/// <param name="Of">The id of a parameter or an input.</param>
/// <param name="Id">The id of its gradient.</param>
public sealed record Gradient(int Of, int Id);
