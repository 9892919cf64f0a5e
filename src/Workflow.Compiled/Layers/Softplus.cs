namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Softplus"/>.</summary>
/// <param name="beta">How sharp the bend at 0 is.</param>
/// <param name="threshold">Where the function counts as linear.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html"/>
public sealed class Softplus(float beta = 1, float threshold = 20) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Softplus"/>
    [Operator("Softplus")]
    public override Tensor Forward(Tensor input) => Functional.Softplus(input, beta, threshold);
}
