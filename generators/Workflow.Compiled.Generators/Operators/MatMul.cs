using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The product of two matrices.</summary>
internal sealed class MatMul : Operator
{
    public override string Name => "MatMul";

    public override Inference Infer(OperatorCall call)
    {
        var (a, b) = (call.Inputs[0], call.Inputs[1]);
        if (a.Rank != 2 || b.Rank != 2)
        {
            return Inference.Fails(
                DiagnosticIds.InvalidArgument,
                $"{call.Label} multiplies two matrices, but {call.Descriptions[0]} is {a} and {call.Descriptions[1]} is {b}");
        }

        return Dimension.Compare(a[1], b[0]) == Comparison.ProvenEqual
            ? Inference.Of(Shape.Of(a[0], b[1]))
            : Inference.Fails(
                DiagnosticIds.FeatureMismatch,
                $"{call.Label} needs the columns of {call.Descriptions[0]} {a} to equal the rows of {call.Descriptions[1]} {b}, but {a[1]} is not {b[0]}");
    }

    public override Value Lower(LoweringContext context) => context.Product(context.Inputs[0], context.Inputs[1]);

    public override void Differentiate(DerivativeContext context)
    {
        var (a, b) = (context.Inputs[0], context.Inputs[1]);
        if (context.Needs(1))
            context.Accumulate(1, context.Product(a, context.OutputGradient, transposeLeft: true));
        if (context.Needs(0))
            context.Accumulate(0, context.Product(context.OutputGradient, b, transposeRight: true));
    }
}
