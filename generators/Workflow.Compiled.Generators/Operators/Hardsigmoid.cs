namespace Workflow.Compiled.Generators.Operators;

/// <summary>min(max(x + 3, 0), 6) / 6. The derivative at −3 and 3 is 0, as in PyTorch.</summary>
internal sealed class Hardsigmoid() : UnaryOperator(
    "Hardsigmoid",
    new("hardsigmoid({x})", "V.AtMost(V.AtLeast({x} + V.Broadcast(3f), V.Zero), V.Broadcast(6f)) / V.Broadcast(6f)"),
    new("{dy} · [|{x}| < 3] / 6", "V.Select(V.LessThan(V.Abs({x}), V.Broadcast(3f)), {dy} / V.Broadcast(6f), V.Zero)"));
