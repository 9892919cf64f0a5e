namespace Workflow.Compiled.Generators.Operators;

/// <summary>1 / √x.</summary>
internal sealed class Rsqrt() : UnaryOperator(
    "Rsqrt",
    new("1 / √{x}", "V.One / V.Sqrt({x})"),
    new("−½ · {dy} · {y}³", "V.Broadcast(-0.5f) * {dy} * ({y} * {y} * {y})"));
