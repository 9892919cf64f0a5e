namespace Workflow.Compiled;

/// <summary>Makes the last axis longer on both sides; beside the border lies the element at the border. The layer form of <see cref="Functional.Pad"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ReplicationPad1d.html"/>
public sealed class ReplicationPad1d : ParameterlessModule
{
    private readonly int[] _pad;

    /// <summary>Creates a layer that pads all sides alike.</summary>
    /// <param name="padding">How many elements come on each side.</param>
    public ReplicationPad1d(int padding)
        : this(padding, padding)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="left">How many elements come before the last axis.</param>
    /// <param name="right">How many elements come behind the last axis.</param>
    public ReplicationPad1d(int left, int right) => _pad = [left, right];

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">A tensor of at least one axis.</param>
    /// <exception cref="ArgumentException">An axis is too short for what is taken from it.</exception>
    [Operator("ReplicationPad1d")]
    public override Tensor Forward(Tensor input) => Functional.Pad(input, _pad, PadMode.Replicate);
}
