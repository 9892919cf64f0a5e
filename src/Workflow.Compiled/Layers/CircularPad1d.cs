namespace Workflow.Compiled;

/// <summary>Makes the last axis longer on both sides; beside the border lies the elements of the other border. The layer form of <see cref="Functional.Pad"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.CircularPad1d.html"/>
public sealed class CircularPad1d : ParameterlessModule
{
    private readonly int[] _pad;

    /// <summary>Creates a layer that pads all sides alike.</summary>
    /// <param name="padding">How many elements come on each side.</param>
    public CircularPad1d(int padding)
        : this(padding, padding)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="left">How many elements come before the last axis.</param>
    /// <param name="right">How many elements come behind the last axis.</param>
    public CircularPad1d(int left, int right) => _pad = [left, right];

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">A tensor of at least one axis.</param>
    /// <exception cref="ArgumentException">An axis is too short for what is taken from it.</exception>
    [Operator("CircularPad1d")]
    public override Tensor Forward(Tensor input) => Functional.Pad(input, _pad, PadMode.Circular);
}
