namespace Workflow.Compiled.Generators.Operators;

/// <summary>The largest integral value that is not above. It is constant almost everywhere: nothing flows back.</summary>
internal sealed class Floor() : StepOperator("Floor", ["x"], new("⌊{x}⌋", "V.Floor({x})"));
