namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Dropout2d"/>.</summary>
/// <param name="p">The probability of a channel of an image to be zeroed, from 0 to 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is no probability.</exception>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html"/>
public sealed class Dropout2d(float p = 0.5f) : DropoutLayer(p)
{
    /// <inheritdoc cref="Functional.Dropout2d"/>
    [Operator("Dropout2d")]
    public override Tensor Forward(Tensor input) => Functional.Dropout2d(input, P);
}
