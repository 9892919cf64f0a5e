namespace Workflow.Compiled.Generators.Operators;

/// <summary>log(1 + x).</summary>
internal sealed class Log1p() : UnaryOperator(
    "Log1p",
    new("log(1 + {x})", "VectorMath.Log1p({x})"),
    new("{dy} / (1 + {x})", "{dy} / (V.One + {x})"));
