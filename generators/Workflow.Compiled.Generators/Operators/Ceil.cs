namespace Workflow.Compiled.Generators.Operators;

/// <summary>The smallest integral value that is not below. It is constant almost everywhere: nothing flows back.</summary>
internal sealed class Ceil() : StepOperator("Ceil", ["x"], new("⌈{x}⌉", "V.Ceiling({x})"));
