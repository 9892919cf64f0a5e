namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Softmax"/>.</summary>
/// <param name="dim">The axis along which the result sums to 1; negative ones count from the end.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html"/>
public sealed class Softmax(int dim) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Softmax"/>
    [Operator("Softmax")]
    public override Tensor Forward(Tensor input) => Functional.Softmax(input, dim);
}
