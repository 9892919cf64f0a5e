using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>x where x is positive, else weight · x, with one weight, or one for each channel of axis 1.</summary>
internal sealed class PRelu : Operator
{
    private static readonly PointwiseRule Positive = new("{x} > 0 ? {x} : {weight} · {x}", "V.Select(V.GreaterThan({x}, V.Zero), {x}, {weight} * {x})");
    private static readonly PointwiseRule ByOperand = new("{dy} · ({x} > 0 ? 1 : {weight})", "V.Select(V.GreaterThan({x}, V.Zero), {dy}, {dy} * {weight})");
    private static readonly PointwiseRule ByWeight = new("{dy} · min({x}, 0)", "V.Select(V.GreaterThan({x}, V.Zero), V.Zero, {dy} * {x})");

    public override string Name => "PRelu";

    public override IReadOnlyList<LayerParameter> Parameters(Attributes attributes) =>
        [new LayerParameter("Weight", Shape.Of(attributes.Dimension("numParameters")))];

    public override Inference Infer(OperatorCall call)
    {
        var (source, weight) = (call.Inputs[0], call.Inputs[1]);
        if (weight.Rank != 1)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs its weights along one axis, but {call.Descriptions[1]} is {weight}");
        if (ShapeRules.IsOne(weight[0]))
            return Inference.Of(source);
        var channels = source.Rank > 1 ? source[1] : 1;
        return call.Require(channels, weight[0], DiagnosticIds.FeatureMismatch, $"{call.Label} has {weight[0]} weights, but {call.Descriptions[0]} gives {channels} channels")
            ?.CuredBy(new Cure.Argument("numParameters", channels))
            ?? Inference.Of(source);
    }

    public override Value Lower(LoweringContext context)
    {
        var (x, weight) = (context.Inputs[0], context.Inputs[1]);
        return context.Pointwise(Positive, ("x", x), ("weight", context.Reshape(weight, Aligned(weight.Shape, x.Shape))));
    }

    public override void Differentiate(DerivativeContext context)
    {
        var (x, weight, dy) = (context.Inputs[0], context.Inputs[1], context.OutputGradient);
        var aligned = Aligned(weight.Shape, x.Shape);
        if (context.Needs(1))
        {
            var gradient = context.Pointwise(ByWeight, [("x", x), ("dy", dy)]);
            context.Accumulate(1, context.Reshape(context.SumTo(gradient, aligned), weight.Shape));
        }

        if (context.Needs(0))
            context.Accumulate(0, context.Pointwise(ByOperand, [("x", x), ("weight", context.Reshape(weight, aligned)), ("dy", dy)]));
    }

    /// <summary>The weight's shape with an axis for each that follows the channels, so that it broadcasts to the operand.</summary>
    private static Shape Aligned(Shape weight, Shape source) =>
        ShapeRules.IsOne(weight[0]) ? weight : Shape.Of([weight[0], .. Enumerable.Repeat((Dimension)1, source.Rank - 2)]);
}
