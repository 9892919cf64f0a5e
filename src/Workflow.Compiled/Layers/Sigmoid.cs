namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Sigmoid"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html"/>
public sealed class Sigmoid : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Sigmoid"/>
    [Operator("Sigmoid")]
    public override Tensor Forward(Tensor input) => Functional.Sigmoid(input);
}
