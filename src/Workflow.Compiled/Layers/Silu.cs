namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Silu"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html"/>
public sealed class Silu : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Silu"/>
    [Operator("Silu")]
    public override Tensor Forward(Tensor input) => Functional.Silu(input);
}
