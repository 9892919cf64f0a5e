namespace Workflow.Compiled.Generators.Operators;

/// <summary>Natural logarithm.</summary>
internal sealed class Log() : UnaryOperator(
    "Log",
    new("log({x})", "VectorMath.Log({x})"),
    new("{dy} / {x}", "{dy} / {x}"));
