namespace Workflow.Compiled.Generators.Operators;

/// <summary>The nearest integral value, ties to even. It is constant almost everywhere: nothing flows back.</summary>
internal sealed class Round() : StepOperator("Round", ["x"], new("round({x})", "V.Round({x})"));
