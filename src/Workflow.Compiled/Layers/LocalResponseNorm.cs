namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.LocalResponseNorm"/>.</summary>
/// <param name="size">The number of neighbouring channels.</param>
/// <param name="alpha">How much the neighbours weigh.</param>
/// <param name="beta">The exponent.</param>
/// <param name="k">What is added to the sum.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html"/>
public sealed class LocalResponseNorm(int size, float alpha = 1e-4f, float beta = 0.75f, float k = 1) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.LocalResponseNorm"/>
    [Operator("LocalResponseNorm")]
    public override Tensor Forward(Tensor input) => Functional.LocalResponseNorm(input, size, alpha, beta, k);
}
