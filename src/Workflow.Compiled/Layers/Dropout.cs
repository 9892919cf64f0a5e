namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Dropout"/>.</summary>
/// <param name="p">The probability of an element to be zeroed, from 0 to 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is no probability.</exception>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html"/>
public sealed class Dropout(float p = 0.5f) : DropoutLayer(p)
{
    /// <inheritdoc cref="Functional.Dropout"/>
    [Operator("Dropout")]
    public override Tensor Forward(Tensor input) => Functional.Dropout(input, P);
}
