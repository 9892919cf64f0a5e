namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Glu"/>.</summary>
/// <param name="dim">The axis that is halved; negative ones count from the end.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.GLU.html"/>
public sealed class Glu(int dim = -1) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Glu"/>
    [Operator("Glu")]
    public override Tensor Forward(Tensor input) => Functional.Glu(input, dim);
}
