using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Axes made longer on both sides.</summary>
internal sealed class Pad() : PadOperator("Pad")
{
    protected override IReadOnlyList<Dimension> Widths(Attributes attributes) => attributes.Dimensions("pad");

    protected override string Mode(Attributes attributes) => attributes.Choice("mode");

    protected override string? Problem(Attributes attributes) =>
        attributes.Real("value") != 0 && Mode(attributes) != "Constant" ? $"has a value, which the mode {Mode(attributes)} does not take" : null;
}
