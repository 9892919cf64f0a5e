namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.LogSoftmax"/>.</summary>
/// <param name="dim">The axis along which the exponentials of the result sum to 1; negative ones count from the end.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html"/>
public sealed class LogSoftmax(int dim) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.LogSoftmax"/>
    [Operator("LogSoftmax")]
    public override Tensor Forward(Tensor input) => Functional.LogSoftmax(input, dim);
}
