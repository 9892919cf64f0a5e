using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The squared errors of elements, or their mean or sum.</summary>
internal sealed class MseLoss : Operator
{
    private static readonly PointwiseRule SquaredError = new("({x} − {t})²", "({x} - {t}) * ({x} - {t})");

    public override string Name => "MseLoss";

    public override Inference Infer(OperatorCall call)
    {
        var (x, t) = (call.Inputs[0], call.Inputs[1]);
        return call.Require(
            x,
            t,
            DiagnosticIds.FeatureMismatch,
            $"{call.Label} compares tensors of one shape, but {call.Descriptions[0]} is {x} and {call.Descriptions[1]} is {t}")
            ?.CuredBy(ShapeCures.Equal(x, t))
            ?? Inference.Of(call.Attributes.Choice("reduction") == "None" ? x : Shape.Of());
    }

    public override Value Lower(LoweringContext context)
    {
        var (x, t) = (context.Inputs[0], context.Inputs[1]);
        var errors = context.Pointwise(SquaredError, x.Shape, [("x", x), ("t", t)]);
        var reduction = context.Attributes.Choice("reduction");
        return reduction == "None" ? errors : context.Reduce(reduction, errors, [.. Enumerable.Range(0, x.Shape.Rank)]);
    }

    public override void Differentiate(DerivativeContext context)
    {
        for (var i = 0; i < 2; i++)
        {
            if (context.Needs(i))
                context.Accumulate(i, Gradient(context, sign: i == 0 ? "2" : "-2"));
        }
    }

    private static Value Gradient(DerivativeContext context, string sign)
    {
        var (x, t) = (context.Inputs[0], context.Inputs[1]);
        (string, Value)[] operands = [("x", x), ("t", t), ("dy", context.OutputGradient)];
        return context.Attributes.Choice("reduction") == "Mean"
            ? context.Pointwise(
                new($"{{dy}} · {sign} · ({{x}} − {{t}}) / {{count}}", $"{{dy}} * V.Broadcast({sign}) * ({{x}} - {{t}}) / {{count}}"),
                x.Shape,
                operands,
                ("count", x.Shape.ElementCount))
            : context.Pointwise(new($"{{dy}} · {sign} · ({{x}} − {{t}})", $"{{dy}} * V.Broadcast({sign}) * ({{x}} - {{t}})"), x.Shape, operands);
    }
}
