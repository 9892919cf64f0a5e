namespace Workflow.Compiled.Generators.Graphs;

/// <summary>What is known of a custom operator in order to print its gradient check.</summary>
/// <param name="HintName">The name of the generated file, unique in the compilation.</param>
/// <param name="Namespace">The namespace of the class; empty for the global one.</param>
/// <param name="Types">The headers of the class and of the types around it, outermost first.</param>
/// <param name="Operator">The name of the marked method.</param>
/// <param name="Parameters">Its parameters as C# declares them.</param>
/// <param name="Checks">One for each operand that has a gradient.</param>
public sealed record CustomCheckModel(
    string HintName,
    string Namespace,
    EquatableArray<string> Types,
    string Operator,
    EquatableArray<string> Parameters,
    EquatableArray<CustomCheck> Checks);

/// <summary>The check of one operand's gradient.</summary>
/// <param name="Operand">The name of the operand.</param>
/// <param name="Forward">A lambda from the operand to the result.</param>
/// <param name="Backward">A lambda that calls the backward method for this operand alone.</param>
public sealed record CustomCheck(string Operand, string Forward, string Backward);
