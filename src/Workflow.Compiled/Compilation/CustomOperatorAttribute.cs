namespace Workflow.Compiled;

/// <summary>
/// Marks a static method from tensors to a tensor as an operator of the user's own, which the compiler does not look into: it calls the method
/// <paramref name="forward"/> in the forward pass and <paramref name="backward"/> in the backward pass, with spans into the memory of the pass.
/// PyTorch's <c>torch.autograd.Function</c>. See docs/custom-operators.md.
/// </summary>
/// <remarks>
/// <para>
/// The parameters of the two methods are found by their names. A <see cref="ReadOnlySpan{T}"/> named like a tensor parameter <c>x</c> of the marked
/// method is that operand; <c>xShape</c>, a span of <see cref="int"/>, its lengths. The one <see cref="Span{T}"/> of the forward method is the result, say
/// <c>y</c>. The backward method gets of operands, lengths and <c>y</c> what it names, and nothing else is kept for it; <c>dy</c> is the gradient of
/// the result, and for each operand <c>x</c> there is a span <c>dx</c> to write its gradient to, empty where nobody asks for it. All other parameters
/// have the value that the marked method was called with, known while compiling.
/// </para>
/// <para>
/// The shape rule stands on the marked method: a <see cref="ShapeAttribute"/> on each tensor and on the result. <c>"..."</c> as the first length stands for
/// any number of axes, the same wherever it occurs.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [CustomOperator(nameof(CubeForward), nameof(CubeBackward))]
/// [return: Shape("...")]
/// public static Tensor Cube([Shape("...")] Tensor x) => CustomOperator.Compute(x.Shape, y => CubeForward(x.Span, y));
/// </code>
/// </example>
/// <param name="forward">The name of the method, in the same class, that computes the result.</param>
/// <param name="backward">The name of the method, in the same class, that computes the gradients; null where there is none: then it is an error to ask for one, unless <see cref="IsDifferentiable"/> says that none is to flow.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CustomOperatorAttribute(string forward, string? backward = null) : Attribute
{
    /// <summary>The name of the method that computes the result.</summary>
    public string Forward { get; } = forward;

    /// <summary>The name of the method that computes the gradients; null where there is none.</summary>
    public string? Backward { get; } = backward;

    /// <summary>
    /// Whether a gradient is to flow through the operator. False for one whose result changes in jumps only, or is to count as constant: what is
    /// behind it then gets none from here. PyTorch's <c>ctx.mark_non_differentiable</c>.
    /// </summary>
    public bool IsDifferentiable { get; init; } = true;
}
