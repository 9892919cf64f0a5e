using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// The cross-entropy of x · W + b, made of both operations by <see cref="ChunkLosses"/>. The kernel gives the gradients with the loss, for a gradient of 1;
/// what the backward pass has to do is to scale them.
/// </summary>
internal sealed class LinearCrossEntropy : Operator
{
    private const string InputGradient = "inputGradient";
    private const string WeightGradient = "weightGradient";
    private const string BiasGradient = "biasGradient";

    private static readonly PointwiseRule Scaled = new("{dy} · {gradient}", "{dy} * {gradient}");

    public override string Name => "LinearCrossEntropy";

    public override Inference Infer(OperatorCall call) => Inference.Of(Shape.Of());

    public override Value Lower(LoweringContext context)
    {
        var (rows, weight) = (MatMul.Rows(context, context.Inputs[0]), context.Inputs[1]);
        var (inner, classes) = (weight.Shape[0], weight.Shape[1]);
        var hasBias = context.Attributes.Flag("bias");
        return context.Kernel(
            "LinearCrossEntropy.Loss",
            hasBias ? "crossEntropy({0} · {1} + {3}, {2})" : "crossEntropy({0} · {1}, {2})",
            Shape.Of(),
            [rows, .. context.Inputs.Skip(1)],
            [inner, classes],
            [.. hasBias ? ["bias: {3}"] : Array.Empty<string>(), .. CrossEntropyOptions.Arguments(context.Attributes, weight: hasBias ? 4 : 3)],
            Scratch(rows.Shape[0], classes),
            context.Keep(InputGradient, rows.Shape),
            context.Keep(WeightGradient, weight.Shape),
            context.Keep(BiasGradient, Shape.Of(classes)));
    }

    public override void Differentiate(DerivativeContext context)
    {
        Scale(context, 0, InputGradient);
        Scale(context, 1, WeightGradient);
        if (context.Attributes.Flag("bias"))
            Scale(context, 3, BiasGradient);
    }

    /// <summary>Logits of a sixteenth of the rows, but of enough to be worth reading the weight for, and one row for sums.</summary>
    private static Shape Scratch(Dimension rows, Dimension classes) => Shape.Of(Dimension.FloorDivide(rows, 16) + 64 + 1, classes);

    private static void Scale(DerivativeContext context, int input, string gradient)
    {
        if (!context.Needs(input))
            return;
        var shape = context.Inputs[input].Shape;
        context.Accumulate(input, context.Pointwise(Scaled, shape, [("dy", context.OutputGradient), ("gradient", context.Reshape(context.Kept(gradient), shape))]));
    }
}
