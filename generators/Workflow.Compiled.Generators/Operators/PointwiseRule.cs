namespace Workflow.Compiled.Generators.Operators;

/// <summary>A pointwise computation, as a reader would write it and as C# over one register of lanes, <c>V</c>.</summary>
/// <param name="Formula">The mathematics, for comments in the generated code.</param>
/// <param name="Expression">The C# expression.</param>
public sealed record PointwiseRule(string Formula, string Expression)
{
    /// <summary>What the result is to the operator, such as <c>Centered</c>: it is then called <c>normCentered</c> and not <c>norm3</c>. Empty for the result itself.</summary>
    public string Role { get; init; } = "";

    /// <summary>The derivative of a sum: the gradient passes through.</summary>
    public static readonly PointwiseRule Gradient = new("{dy}", "{dy}");

    /// <summary>The derivative of what does not change the result smoothly: nothing flows back.</summary>
    public static readonly PointwiseRule None = new("0", "");

    /// <summary>Whether nothing flows back.</summary>
    public bool IsNothing => Expression.Length == 0;

    /// <summary>Whether the rule hands on the gradient as it is, so that nothing has to be computed.</summary>
    public bool IsGradientItself => Expression == "{dy}";
}
