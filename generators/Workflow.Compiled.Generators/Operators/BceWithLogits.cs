using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// The binary cross-entropy of logits x against probabilities t: with softplus(−x) = −log σ(x), that is (1 − t) · x + softplus(−x), where a factor p of
/// the positive term makes (1 − t) · x + (1 + (p − 1) · t) · softplus(−x) of it, and a factor w multiplies all.
/// </summary>
internal sealed class BceWithLogits() : ElementLossOperator("BceWithLogits", "weight", "positiveWeight")
{
    private static readonly PointwiseRule Plain = new("(1 − {t}) · {x} + softplus(−{x})", "(V.One - {t}) * {x} + VectorMath.Softplus(-{x})");

    private static readonly PointwiseRule Weighted = new(
        "(1 − {t}) · {x} + (1 + ({positiveWeight} − 1) · {t}) · softplus(−{x})",
        "(V.One - {t}) * {x} + (V.One + ({positiveWeight} - V.One) * {t}) * VectorMath.Softplus(-{x})");

    protected override PointwiseRule Loss(Attributes attributes) => Times(attributes, HasPositive(attributes) ? Weighted : Plain);

    protected override PointwiseRule Derivative(string operand, Attributes attributes) => operand switch
    {
        "weight" => HasPositive(attributes) ? Weighted : Plain,
        "positiveWeight" => Times(attributes, new("{t} · softplus(−{x})", "{t} * VectorMath.Softplus(-{x})")),
        "t" => Times(attributes, HasPositive(attributes)
            ? new("({positiveWeight} − 1) · softplus(−{x}) − {x}", "({positiveWeight} - V.One) * VectorMath.Softplus(-{x}) - {x}")
            : new("−{x}", "-{x}")),
        _ => Times(attributes, HasPositive(attributes)
            ? new(
                "(1 + ({positiveWeight} − 1) · {t}) · σ({x}) − {positiveWeight} · {t}",
                "(V.One + ({positiveWeight} - V.One) * {t}) * VectorMath.Sigmoid({x}) - {positiveWeight} * {t}")
            : new("σ({x}) − {t}", "VectorMath.Sigmoid({x}) - {t}")),
    };

    private static bool HasPositive(Attributes attributes) => attributes.Flag("positiveWeight");

    private static PointwiseRule Times(Attributes attributes, PointwiseRule rule) => attributes.Flag("weight")
        ? new($"{{weight}} · ({rule.Formula})", $"{{weight}} * ({rule.Expression})")
        : rule;
}
