namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Mish"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Mish.html"/>
public sealed class Mish : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Mish"/>
    [Operator("Mish")]
    public Tensor Forward(Tensor input) => Functional.Mish(input);
}
