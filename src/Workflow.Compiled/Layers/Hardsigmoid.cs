namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Hardsigmoid"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html"/>
public sealed class Hardsigmoid : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Hardsigmoid"/>
    [Operator("Hardsigmoid")]
    public Tensor Forward(Tensor input) => Functional.Hardsigmoid(input);
}
