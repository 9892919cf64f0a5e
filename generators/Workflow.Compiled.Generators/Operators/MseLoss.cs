using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The squared errors of elements.</summary>
internal sealed class MseLoss() : ElementLossOperator("MseLoss")
{
    protected override PointwiseRule Loss(Attributes attributes) => new("({x} − {t})²", "({x} - {t}) * ({x} - {t})");

    protected override PointwiseRule Derivative(string operand, Attributes attributes) => operand == "x"
        ? new("2 · ({x} − {t})", "V.Broadcast(2) * ({x} - {t})")
        : new("2 · ({t} − {x})", "V.Broadcast(2) * ({t} - {x})");
}
