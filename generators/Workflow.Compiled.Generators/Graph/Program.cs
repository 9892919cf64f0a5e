namespace Workflow.Compiled.Generators.Graphs;

/// <summary>A module as a list of instructions: the forward pass and, for training, the backward pass behind it.</summary>
/// <param name="Values">All values; a value's id is its index.</param>
/// <param name="Instructions">In execution order.</param>
/// <param name="Input">The id of the argument of <c>Forward</c>.</param>
/// <param name="Output">The id of what <c>Forward</c> returns.</param>
/// <param name="Gradients">The gradients of the parameters that have one.</param>
public sealed record Program(
    EquatableArray<Value> Values,
    EquatableArray<Instruction> Instructions,
    int Input,
    int Output,
    EquatableArray<ParameterGradient> Gradients);

/// <summary>The value that is the gradient of a parameter.</summary>
public sealed record ParameterGradient(int Parameter, int Gradient);
