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

    public override Cure.Argument? ArgumentForWidth(OperatorCall call, Dimension width)
    {
        var (dimensions, last) = (call.Attributes.Dimensions("dimensions"), call.Attributes.Dimensions("dimensions").Count - 1);
        var isOpenBefore = dimensions.Take(last).Any(IsOpen);
        return last > 0 && isOpenBefore && !IsOpen(dimensions[last]) ? new("dimensions", width, last) : null;
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
        call.Require(left, right, DiagnosticIds.ReshapeChangesCount, $"{call.Label} cannot reshape {call.Descriptions[0]} {call.Inputs[0]}: {why}")
            ?.CuredBy(Cures(call.Inputs[0], call.Attributes.Dimensions("dimensions")));

    /// <summary>The lengths of which one other would do, where a first length of -1 means the operand's own first axis; a fixed batch becomes -1.</summary>
    private static IEnumerable<Cure> Cures(Shape source, EquatableArray<Dimension> wanted)
    {
        if (source.Rank == 0)
            yield break;
        var meant = wanted.Select((length, axis) => axis == 0 && IsOpen(length) ? source[0] : length).ToArray();
        if (meant.Any(IsOpen))
            yield break;
        for (var axis = wanted.Count - 1; axis >= 0; axis--)
        {
            var others = Product(meant.Where((_, other) => other != axis));
            var length = Dimension.FloorDivide(source.ElementCount, others);
            if (IsOpen(wanted[axis]) || !(length * others).Equals(source.ElementCount))
                continue;
            if (length.IsConstant)
                yield return new Cure.Argument("dimensions", length, axis);
            else if (axis == 0 && length.Equals(source[0]) && !wanted.Any(IsOpen))
                yield return new Cure.Argument("dimensions", -1, axis);
        }

        if (source.Rank == 2 && meant[0].Equals(source[0]) && Product(meant.Skip(1)) is { IsConstant: true } sample)
            yield return new Cure.Width(0, sample);
    }

    private static Dimension Product(IEnumerable<Dimension> lengths) => lengths.Aggregate((Dimension)1, (product, length) => product * length);
}
