namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.LeakyRelu"/>.</summary>
/// <param name="negativeSlope">The slope for negative values.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html"/>
public sealed class LeakyRelu(float negativeSlope = 0.01f) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.LeakyRelu"/>
    [Operator("LeakyRelu")]
    public override Tensor Forward(Tensor input) => Functional.LeakyRelu(input, negativeSlope);
}
