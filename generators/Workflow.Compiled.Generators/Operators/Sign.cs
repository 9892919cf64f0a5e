namespace Workflow.Compiled.Generators.Operators;

/// <summary>−1, 0 or 1 by the sign of x; 0 for NaN, as in PyTorch. It is constant almost everywhere: nothing flows back.</summary>
internal sealed class Sign() : StepOperator("Sign", ["x"], new("sign({x})", "V.Select(V.GreaterThan({x}, V.Zero), V.One, V.Select(V.LessThan({x}, V.Zero), -V.One, V.Zero))"));
