namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Relu6"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU6.html"/>
public sealed class Relu6 : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Relu6"/>
    [Operator("Relu6")]
    public Tensor Forward(Tensor input) => Functional.Relu6(input);
}
