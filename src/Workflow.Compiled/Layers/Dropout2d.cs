namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Dropout2d"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html"/>
public sealed class Dropout2d : ParameterlessModule
{
    private readonly float _p;

    /// <summary>Creates a layer.</summary>
    /// <param name="p">The probability of a channel to be zeroed, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is no probability.</exception>
    public Dropout2d(float p = 0.5f)
    {
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "a probability is between 0 and 1");
        _p = p;
    }

    /// <inheritdoc cref="Functional.Dropout2d"/>
    [Operator("Dropout2d")]
    public override Tensor Forward(Tensor input) => Functional.Dropout2d(input, _p);
}
