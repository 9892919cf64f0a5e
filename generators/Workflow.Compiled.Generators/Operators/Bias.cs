using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>What is added to the last axis of a product: the third operand, where there is one.</summary>
internal static class Bias
{
    private const int Operand = 2;

    private static readonly PointwiseRule Plus = new("{product} + {bias}", "{product} + {bias}");

    /// <summary>The parameters of a layer: its weight, and the bias where it has one.</summary>
    public static IReadOnlyList<LayerParameter> Behind(LayerParameter weight, Attributes attributes, Dimension length) =>
        attributes.Flag("bias") ? [weight, new LayerParameter("Bias", Shape.Of(length))] : [weight];

    /// <summary>The product with its bias.</summary>
    public static Value Add(LoweringContext context, Value product) => context.Inputs.Count > Operand
        ? context.Pointwise(Plus, product.Shape, [("product", product), ("bias", context.Inputs[Operand])])
        : product;

    /// <summary>The gradient of the bias from that of the product.</summary>
    public static void Differentiate(DerivativeContext context, Value gradient)
    {
        if (context.Needs(Operand))
            context.Accumulate(Operand, gradient);
    }
}
