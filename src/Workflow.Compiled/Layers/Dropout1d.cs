namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Dropout1d"/>.</summary>
/// <param name="p">The probability of a channel of a sequence to be zeroed, from 0 to 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is no probability.</exception>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout1d.html"/>
public sealed class Dropout1d(float p = 0.5f) : DropoutLayer(p)
{
    /// <inheritdoc cref="Functional.Dropout1d"/>
    [Operator("Dropout1d")]
    public override Tensor Forward(Tensor input) => Functional.Dropout1d(input, P);
}
