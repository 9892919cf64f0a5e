using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>x to a power, either of which may be a constant. Frequent constant exponents have exact rules of their own, those of PyTorch and 4.</summary>
internal sealed class Pow() : PointwiseOperator("Pow", ["input", "exponent"], General, GeneralBase, GeneralExponent)
{
    private static readonly PointwiseRule General = new("{input}^{exponent}", "VectorMath.Pow({input}, {exponent})");

    private static readonly PointwiseRule GeneralBase = new(
        "{dy} · {exponent} · {input}^({exponent} − 1)",
        "V.Select(V.Equal({exponent}, V.Zero), V.Zero, {dy} * ({exponent} * VectorMath.Pow({input}, {exponent} - V.One)))");

    // At 0 to a power that is not negative the result does not change with the exponent.
    private static readonly PointwiseRule GeneralExponent = new(
        "{dy} · {y} · log({input})",
        "V.Select(V.Select(V.Equal({input}, V.Zero), V.GreaterThanOrEqual({exponent}, V.Zero), V.Zero), V.Zero, {dy} * ({y} * VectorMath.Log({input})))");

    private static readonly Dictionary<float, (PointwiseRule Value, PointwiseRule Derivative)> Special = new()
    {
        [-2] = (new("1 / {input}²", "V.One / ({input} * {input})"), new("−2 · {dy} · {y} / {input}", "V.Broadcast(-2f) * {dy} * {y} / {input}")),
        [-1] = (new("1 / {input}", "V.One / {input}"), new("−{dy} · {y}²", "-{dy} * ({y} * {y})")),
        [-0.5f] = (new("1 / √{input}", "V.One / V.Sqrt({input})"), new("−½ · {dy} · {y}³", "V.Broadcast(-0.5f) * {dy} * ({y} * {y} * {y})")),
        [0] = (new("1", "V.One"), PointwiseRule.None),
        [0.5f] = (new("√{input}", "V.Sqrt({input})"), new("{dy} / (2 · {y})", "{dy} / ({y} + {y})")),
        [1] = (new("{input}", "{input}"), PointwiseRule.Gradient),
        [2] = (new("{input}²", "{input} * {input}"), new("2 · {dy} · {input}", "{dy} * ({input} + {input})")),
        [3] = (new("{input}³", "{input} * {input} * {input}"), new("3 · {dy} · {input}²", "{dy} * (V.Broadcast(3f) * ({input} * {input}))")),
        [4] = (new("{input}⁴", "{input} * {input} * ({input} * {input})"), new("4 · {dy} · {input}³", "{dy} * (V.Broadcast(4f) * ({input} * {input} * {input}))")),
    };

    protected override PointwiseRule Value(Attributes attributes) => Find(attributes)?.Value ?? General;

    protected override PointwiseRule Derivative(int operand, Attributes attributes) =>
        operand == 1 ? GeneralExponent : Find(attributes)?.Derivative ?? GeneralBase;

    private static (PointwiseRule Value, PointwiseRule Derivative)? Find(Attributes attributes) =>
        attributes.Has("exponent") && Special.TryGetValue(attributes.RealOrNaN("exponent"), out var rules) ? rules : null;
}
