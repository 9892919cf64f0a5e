using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>y = x · W + b over the last axis. The weight is stored [in, out], so that every forward product reads it row by row.</summary>
internal sealed class Linear : Operator
{
    public override string Name => "Linear";

    public override IReadOnlyList<LayerParameter> Parameters(Attributes attributes)
    {
        var (inputs, outputs) = (attributes.Dimension("inFeatures"), attributes.Dimension("outFeatures"));
        var weight = new LayerParameter("Weight", Shape.Of(inputs, outputs), ParameterLayout.Transposed);
        return Bias.Behind(weight, attributes, outputs);
    }

    public override Inference Infer(OperatorCall call)
    {
        var source = call.Inputs[0];
        var (inputs, outputs) = (call.Attributes.Dimension("inFeatures"), call.Attributes.Dimension("outFeatures"));
        if (source.Rank == 0)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs at least one axis, but {call.Descriptions[0]} is a single number");
        return call.Require(
            source[source.Rank - 1],
            inputs,
            DiagnosticIds.FeatureMismatch,
            $"{call.Label} expects {inputs} features, but {call.Descriptions[0]} gives {source[source.Rank - 1]}")
            ?.CuredBy([.. ShapeCures.OtherOrder(0, source, inputs), new Cure.Argument("inFeatures", source[source.Rank - 1]), new Cure.Width(0, inputs)])
            ?? Inference.Of(Shape.Of([.. source.Dimensions.Take(source.Rank - 1), outputs]));
    }

    public override Cure.Argument ArgumentForWidth(OperatorCall call, Dimension width) => new("outFeatures", width);

    public override Value Lower(LoweringContext context) => Bias.Add(context, context.Product(context.Inputs[0], context.Inputs[1]));

    public override void Differentiate(DerivativeContext context)
    {
        var (x, weight) = (context.Inputs[0], context.Inputs[1]);
        Bias.Differentiate(context, context.OutputGradient);
        if (context.Needs(1))
            context.Accumulate(1, context.Product(MatMul.Rows(context, x), MatMul.Rows(context, context.OutputGradient), transposeLeft: true));
        if (context.Needs(0))
            context.Accumulate(0, context.Product(context.OutputGradient, weight, transposeRight: true));
    }
}
