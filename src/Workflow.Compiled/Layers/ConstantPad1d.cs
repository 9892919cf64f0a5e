namespace Workflow.Compiled;

/// <summary>Makes the last axis longer on both sides; beside the border lies one number. The layer form of <see cref="Functional.Pad"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ConstantPad1d.html"/>
public sealed class ConstantPad1d : ParameterlessModule
{
    private readonly int[] _pad;
    private readonly float _value;

    /// <summary>Creates a layer that pads all sides alike.</summary>
    /// <param name="padding">How many elements come on each side.</param>
    /// <param name="value">The number.</param>
    public ConstantPad1d(int padding, float value)
        : this(padding, padding, value)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="left">How many elements come before the last axis.</param>
    /// <param name="right">How many elements come behind the last axis.</param>
    /// <param name="value">The number.</param>
    public ConstantPad1d(int left, int right, float value) => (_pad, _value) = ([left, right], value);

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">A tensor of at least one axis.</param>
    /// <exception cref="ArgumentException">An axis is too short for what is taken from it.</exception>
    [Operator("ConstantPad1d")]
    public override Tensor Forward(Tensor input) => Functional.Pad(input, _pad, PadMode.Constant, _value);
}
