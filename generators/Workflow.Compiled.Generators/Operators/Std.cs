namespace Workflow.Compiled.Generators.Operators;

/// <summary>The standard deviation over chosen axes. Where it is 0 the gradient is 0, as in PyTorch.</summary>
internal sealed class Std() : VarianceOperator(
    "Std",
    new("√{variance}", "V.Sqrt({variance})"),
    new("{dy} / (2 · {y})", "V.Select(V.Equal({y}, V.Zero), V.Zero, {dy} / ({y} + {y}))"));
