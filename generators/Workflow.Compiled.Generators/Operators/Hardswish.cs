namespace Workflow.Compiled.Generators.Operators;

/// <summary>x · min(max(x + 3, 0), 6) / 6. The derivative is 0 at −3 and 1 at 3, as in PyTorch.</summary>
internal sealed class Hardswish() : UnaryOperator(
    "Hardswish",
    new("hardswish({x})", "{x} * V.AtMost(V.AtLeast({x} + V.Broadcast(3f), V.Zero), V.Broadcast(6f)) / V.Broadcast(6f)"),
    new(
        "{dy} · hardswish′({x})",
        "V.Select(V.LessThanOrEqual({x}, V.Broadcast(-3f)), V.Zero, V.Select(V.LessThan({x}, V.Broadcast(3f)), {dy} * ({x} / V.Broadcast(3f) + V.Broadcast(0.5f)), {dy}))"));
