using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The product of two matrices, or of many: leading axes broadcast.</summary>
internal sealed class MatMul : Operator
{
    public override string Name => "MatMul";

    public override Inference Infer(OperatorCall call)
    {
        var (a, b) = (call.Inputs[0], call.Inputs[1]);
        if (a.Rank < 2 || b.Rank < 2)
        {
            return Inference.Fails(
                DiagnosticIds.InvalidArgument,
                $"{call.Label} multiplies two matrices, but {call.Descriptions[0]} is {a} and {call.Descriptions[1]} is {b}")
                .CuredBy(a.Rank > 1 && b.Rank == 1 && b[0].Equals(a[a.Rank - 1]) ? [new Cure.Call(1, "Unsqueeze", "1")] : []);
        }

        var (columns, rows) = (a[a.Rank - 1], b[b.Rank - 2]);
        var words = $"{call.Label} needs the columns of {call.Descriptions[0]} {a} to equal the rows of {call.Descriptions[1]} {b}, but {columns} is not {rows}";
        if (call.Require(columns, rows, DiagnosticIds.FeatureMismatch, words) is { } failure)
            return failure.CuredBy(Cures(a, b));

        var batch = Broadcasting.Infer(call with
        {
            Inputs = ((Shape[])[ShapeRules.Leading(a, a.Rank - 2), ShapeRules.Leading(b, b.Rank - 2)]).ToEquatableArray(),
            Descriptions = ((string[])[$"the leading axes of {call.Descriptions[0]}", $"those of {call.Descriptions[1]}"]).ToEquatableArray(),
        });
        return batch.Shape is null ? batch : Inference.Of(Shape.Of([.. batch.Shape.Dimensions, a[a.Rank - 2], b[b.Rank - 1]]));
    }

    /// <summary>One of the two operands transposed; or the layer in front made to give what is needed.</summary>
    private static IEnumerable<Cure> Cures(Shape a, Shape b)
    {
        if (a[a.Rank - 1].Equals(b[b.Rank - 1]))
            yield return ShapeCures.Transpose(1, b);
        if (a[a.Rank - 2].Equals(b[b.Rank - 2]))
            yield return ShapeCures.Transpose(0, a);
        yield return new Cure.Width(0, b[b.Rank - 2]);
    }

    public override Value Lower(LoweringContext context) =>
        context.Product(Repeat(context, context.Inputs[0]), Repeat(context, context.Inputs[1]));

    public override void Differentiate(DerivativeContext context)
    {
        var (a, b, dy) = (context.Inputs[0], context.Inputs[1], context.OutputGradient);
        if (context.Needs(1))
        {
            // The gradient of one matrix sums over all rows of all others: that is one product.
            context.Accumulate(1, MatrixAccess.IsBatched(b.Shape)
                ? GradientLike(context, b, Repeat(context, a), dy, transposeLeft: true)
                : GradientLike(context, b, Rows(context, a), Rows(context, dy), transposeLeft: true));
        }

        if (context.Needs(0))
            context.Accumulate(0, GradientLike(context, a, dy, Repeat(context, b), transposeRight: true));
    }

    /// <summary>The gradient of an operand, a product. Where the operand lies transposed, so does its gradient: what it is the transpose of gets it as it is.</summary>
    private static Value GradientLike(InstructionContext context, Value operand, Value left, Value right, bool transposeLeft = false, bool transposeRight = false)
    {
        if (!context.LiesTransposed(operand) || MatrixAccess.IsBatched(left.Shape) != MatrixAccess.IsBatched(right.Shape))
            return context.Product(left, right, transposeLeft, transposeRight);
        var transposed = context.Product(right, left, !transposeRight, !transposeLeft);
        return context.Permute(transposed, [.. Enumerable.Range(0, transposed.Shape.Rank - 2), transposed.Shape.Rank - 1, transposed.Shape.Rank - 2]);
    }

    /// <summary>An operand whose leading axes are repeated in part; one matrix for all, or one for each, is read as it lies.</summary>
    private static Value Repeat(InstructionContext context, Value operand)
    {
        var result = context.Output.Shape;
        var (own, batch) = (ShapeRules.Leading(operand.Shape, operand.Shape.Rank - 2), ShapeRules.Leading(result, result.Rank - 2));
        if (ShapeRules.IsOne(own.ElementCount) || own.ElementCount.Equals(batch.ElementCount))
            return operand;
        return context.Expand(operand, Shape.Of([.. batch.Dimensions, .. operand.Shape.Dimensions.Skip(operand.Shape.Rank - 2)]));
    }

    /// <summary>All matrices of a value one under the other.</summary>
    internal static Value Rows(InstructionContext context, Value value) =>
        context.Reshape(value, Shape.Of(ShapeRules.Rows(value.Shape), ShapeRules.Columns(value.Shape)));
}
