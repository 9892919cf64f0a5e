using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>For each number the row of a table. The numbers come first, then the table.</summary>
internal sealed class Embedding : Operator
{
    private const int NoPadding = -1;

    public override string Name => "Embedding";

    public override IReadOnlyList<LayerParameter> Parameters(Attributes attributes) =>
        attributes.Has("numEmbeddings")
            ? [new LayerParameter("Weight", Shape.Of(attributes.Dimension("numEmbeddings"), attributes.Dimension("embeddingDim")))]
            : [];

    public override Inference Infer(OperatorCall call)
    {
        var (numbers, table) = (call.Inputs[0], call.Inputs[1]);
        if (table.Rank != 2)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} takes rows of a matrix, but {call.Descriptions[1]} is {table}");
        var padding = call.Attributes.Int("paddingIndex");
        return padding >= NoPadding && (!table[0].IsConstant || padding < table[0].ConstantValue)
            ? Inference.Of(Shape.Of([.. numbers.Dimensions, table[1]]))
            : Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} has paddingIndex = {padding}, but that is one of the {table[0]} rows, or -1 for none");
    }

    public override Cure.Argument? ArgumentForWidth(OperatorCall call, Dimension width) =>
        call.Attributes.Has("embeddingDim") ? new("embeddingDim", width) : null;

    public override Value Lower(LoweringContext context)
    {
        var (numbers, table) = (context.Inputs[0], context.Inputs[1]);
        return context.Kernel("Embedding.Gather", "{0}[{1}]", context.Output.Shape, [table, numbers], [table.Shape[1]]);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var (numbers, table) = (context.Inputs[0], context.Inputs[1]);
        if (!context.Needs(1))
            return;
        context.Accumulate(1, context.Kernel(
            "Embedding.Gradient",
            "Σ {0} by {1}",
            table.Shape,
            [context.OutputGradient, numbers],
            [table.Shape[1]],
            [context.Attributes.Dimension("paddingIndex").ToString()]));
    }
}
