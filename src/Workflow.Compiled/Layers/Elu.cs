namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Elu"/>.</summary>
/// <param name="alpha">The scale of negative values.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ELU.html"/>
public sealed class Elu(float alpha = 1) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Elu"/>
    [Operator("Elu")]
    public override Tensor Forward(Tensor input) => Functional.Elu(input, alpha);
}
