using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The cross-entropy of logits, whose classes are along axis 1, against class numbers. No gradient flows to the weights of the classes.</summary>
/// <remarks>The kernels want the classes along the last axis; where they are not there, the logits are copied.</remarks>
internal sealed class CrossEntropy : Operator
{
    /// <summary>The name of what goes from the forward to the backward pass.</summary>
    private const string Normalizers = "normalizers";

    public override string Name => "CrossEntropy";

    public override Inference Infer(OperatorCall call)
    {
        var (logits, target) = (call.Inputs[0], call.Inputs[1]);
        var words = $"{call.Label} takes logits [batch, classes, ...] and class numbers [batch, ...], but {call.Descriptions[0]} is {logits} and {call.Descriptions[1]} is {target}";
        if (logits.Rank < 2)
            return Inference.Fails(DiagnosticIds.FeatureMismatch, words);
        if (call.Require(target, Without(logits), DiagnosticIds.FeatureMismatch, words) is { } different)
            return different.CuredBy(ClassesSecond(logits, target));
        if (call.Inputs.Count > 2)
        {
            words = $"{call.Label} has a weight for each of {logits[1]} classes of {call.Descriptions[0]} {logits}, but {call.Descriptions[2]} is {call.Inputs[2]}";
            if (call.Require(call.Inputs[2], Shape.Of(logits[1]), DiagnosticIds.FeatureMismatch, words) is { } other)
                return other.CuredBy(call.Inputs[2].Rank == 1 && logits.Rank == 2 ? [new Cure.Width(0, call.Inputs[2][0])] : []);
        }

        return CrossEntropyOptions.Check(call) ?? Inference.Of(IsReduced(call.Attributes) ? Shape.Of() : target);
    }

    public override Value Lower(LoweringContext context)
    {
        var logits = ClassesLast(context);
        var normalizers = context.Keep(Normalizers, Shape.Of(ShapeRules.Rows(logits.Shape), 2));
        return context.Kernel(
            $"CrossEntropy.{Loss(context.Attributes)}",
            "crossEntropy({0}, {1})",
            context.Output.Shape,
            [logits, .. context.Inputs.Skip(1)],
            [logits.Shape[1]],
            CrossEntropyOptions.Arguments(context.Attributes, weight: 2),
            scratch: null,
            normalizers);
    }

    public override void Differentiate(DerivativeContext context)
    {
        if (!context.Needs(0))
            return;
        var logits = ClassesLast(context);
        var gradient = context.Kernel(
            $"CrossEntropy.{Loss(context.Attributes)}Gradient",
            "{0} · crossEntropy′({1}, {2})",
            logits.Shape,
            [context.OutputGradient, logits, context.Inputs[1], context.Kept(Normalizers), .. context.Inputs.Skip(2)],
            [logits.Shape[1]],
            CrossEntropyOptions.Arguments(context.Attributes, weight: 4));
        context.Accumulate(0, ClassesSecond(context, gradient));
    }

    private static string Loss(Attributes attributes) => IsReduced(attributes) ? "Loss" : "Losses";

    private static bool IsReduced(Attributes attributes) => attributes.Choice("reduction") != "None";

    /// <summary>The shape without the classes.</summary>
    private static Shape Without(Shape logits) => Shape.Of([logits[0], .. logits.Dimensions.Skip(2)]);

    /// <summary>Classes that are still last brought to their place.</summary>
    private static IEnumerable<Cure> ClassesSecond(Shape logits, Shape target)
    {
        if (logits.Rank < 3 || !Shape.Of([.. logits.Dimensions.Take(logits.Rank - 1)]).Equals(target))
            yield break;
        yield return logits.Rank == 3
            ? ShapeCures.Transpose(0, logits)
            : new Cure.Call(0, "Permute", string.Join(", ", (int[])[0, logits.Rank - 1, .. Enumerable.Range(1, logits.Rank - 2)]));
    }

    /// <summary>The logits as rows of classes.</summary>
    private static Value ClassesLast(InstructionContext context)
    {
        var logits = context.Inputs[0];
        var rank = logits.Shape.Rank;
        return MatMul.Rows(context, rank == 2 ? logits : context.Permute(logits, [0, .. Enumerable.Range(2, rank - 2), 1]));
    }

    /// <summary>Rows of classes in the shape of the logits.</summary>
    private static Value ClassesSecond(InstructionContext context, Value rows)
    {
        var logits = context.Inputs[0].Shape;
        var classesLast = context.Reshape(rows, Shape.Of([.. Without(logits).Dimensions, logits[1]]));
        return logits.Rank == 2 ? classesLast : context.Permute(classesLast, [0, logits.Rank - 1, .. Enumerable.Range(1, logits.Rank - 2)]);
    }
}
