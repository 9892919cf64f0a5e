namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Hardtanh"/>.</summary>
/// <param name="minVal">The lower limit.</param>
/// <param name="maxVal">The upper limit, not below the lower.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html"/>
public sealed class Hardtanh(float minVal = -1, float maxVal = 1) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Hardtanh"/>
    [Operator("Hardtanh")]
    public Tensor Forward(Tensor input) => Functional.Hardtanh(input, minVal, maxVal);
}
