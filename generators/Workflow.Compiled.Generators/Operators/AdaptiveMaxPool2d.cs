using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The largest number of each of some parts of an image.</summary>
internal sealed class AdaptiveMaxPool2d() : AdaptivePoolOperator("AdaptiveMaxPool2d")
{
    public override bool GivesLargest(Shape operand, Attributes attributes) => true;

    public override Value Lower(LoweringContext context) =>
        LargestOfWindows.Lower(context, method => Kernel(context, method), Result(context), elements: null);

    public override void Differentiate(DerivativeContext context) => LargestOfWindows.Differentiate(context, method => Kernel(context, method), Images(context));
}
