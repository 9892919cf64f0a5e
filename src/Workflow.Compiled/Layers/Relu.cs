namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Relu"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html"/>
public sealed class Relu : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Relu"/>
    [Operator("Relu")]
    public override Tensor Forward(Tensor input) => Functional.Relu(input);
}
