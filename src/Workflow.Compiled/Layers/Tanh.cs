namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Tanh"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html"/>
public sealed class Tanh : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Tanh"/>
    [Operator("Tanh")]
    public override Tensor Forward(Tensor input) => Functional.Tanh(input);
}
