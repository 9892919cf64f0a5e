namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.SwiGlu"/>.</summary>
/// <param name="dim">The axis that is halved; negative ones count from the end.</param>
/// <remarks>PyTorch has no such layer.</remarks>
public sealed class SwiGlu(int dim = -1) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.SwiGlu"/>
    [Operator("SwiGlu")]
    public override Tensor Forward(Tensor input) => Functional.SwiGlu(input, dim);
}
