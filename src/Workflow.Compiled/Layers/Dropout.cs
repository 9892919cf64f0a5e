namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.Dropout"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html"/>
public sealed class Dropout : ParameterlessModule
{
    private readonly float _p;

    /// <summary>Creates a layer.</summary>
    /// <param name="p">The probability of an element to be zeroed, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is no probability.</exception>
    public Dropout(float p = 0.5f)
    {
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "a probability is between 0 and 1");
        _p = p;
    }

    /// <inheritdoc cref="Functional.Dropout"/>
    [Operator("Dropout")]
    public override Tensor Forward(Tensor input) => Functional.Dropout(input, _p);
}
