namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Hardswish"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Hardswish.html"/>
public sealed class Hardswish : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Hardswish"/>
    [Operator("Hardswish")]
    public Tensor Forward(Tensor input) => Functional.Hardswish(input);
}
