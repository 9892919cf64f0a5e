using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The same elements in the same order under another shape; one length may be -1 and is inferred. Moves nothing.</summary>
internal sealed class Reshape : Operator
{
    public override string Name => "Reshape";

    public override Inference Infer(OperatorCall call)
    {
        var source = call.Inputs[0];
        var wanted = call.Attributes.Dimensions("dimensions");
        var open = Enumerable.Range(0, wanted.Count).Where(axis => IsOpen(wanted[axis])).ToArray();
        if (open.Length > 1)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} can infer one length, but {open.Length} of them are -1");

        Dimension known = 1;
        foreach (var dimension in wanted.Where(dimension => !IsOpen(dimension)))
            known *= dimension;
        return open.Length == 1
            ? Inferred(call, source, wanted, open[0], known)
            : Checked(call, source, Shape.Of([.. wanted]));
    }

    public override Value Lower(LoweringContext context) => context.Reshape(context.Inputs[0], context.Output.Shape);

    public override void Differentiate(DerivativeContext context) =>
        context.Accumulate(0, context.Reshape(context.OutputGradient, context.Inputs[0].Shape));

    private static bool IsOpen(Dimension dimension) => dimension.IsConstant && dimension.ConstantValue == -1;

    private static Inference Inferred(OperatorCall call, Shape source, EquatableArray<Dimension> wanted, int open, Dimension known)
    {
        Dimension[] dimensions = [.. wanted];
        dimensions[open] = Dimension.FloorDivide(source.ElementCount, known);
        return Require(call, Dimension.Modulo(source.ElementCount, known), 0, $"{known} does not divide {source.ElementCount}") ?? Inference.Of(Shape.Of(dimensions));
    }

    private static Inference Checked(OperatorCall call, Shape source, Shape target) =>
        Require(call, source.ElementCount, target.ElementCount, $"{target} has {target.ElementCount} elements, not {source.ElementCount}") ?? Inference.Of(target);

    private static Inference? Require(OperatorCall call, Dimension left, Dimension right, string why) =>
        call.Require(left, right, DiagnosticIds.ReshapeChangesCount, $"{call.Label} cannot reshape {call.Descriptions[0]} {call.Inputs[0]}: {why}");
}
