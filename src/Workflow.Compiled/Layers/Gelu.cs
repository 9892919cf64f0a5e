namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Gelu"/>.</summary>
/// <param name="approximate">How the normal distribution function is computed.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.GELU.html"/>
public sealed class Gelu(GeluApproximation approximate = GeluApproximation.None) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Gelu"/>
    [Operator("Gelu")]
    public override Tensor Forward(Tensor input) => Functional.Gelu(input, approximate);
}
