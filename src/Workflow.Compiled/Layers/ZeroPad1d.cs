namespace Workflow.Compiled;

/// <summary>Puts zeros on both sides of the last axis. The layer form of <see cref="Functional.Pad"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ZeroPad1d.html"/>
public sealed class ZeroPad1d : ParameterlessModule
{
    private readonly int[] _pad;

    /// <summary>Creates a layer that pads all sides alike.</summary>
    /// <param name="padding">How many zeros come on each side.</param>
    public ZeroPad1d(int padding)
        : this(padding, padding)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="left">How many zeros come before the last axis.</param>
    /// <param name="right">How many zeros come behind the last axis.</param>
    public ZeroPad1d(int left, int right) => _pad = [left, right];

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">A tensor of at least one axis.</param>
    /// <exception cref="ArgumentException">Nothing of an axis would be left.</exception>
    [Operator("ZeroPad1d")]
    public override Tensor Forward(Tensor input) => Functional.Pad(input, _pad);
}
