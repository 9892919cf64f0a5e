namespace Workflow.Compiled;

/// <summary>Puts zeros on both sides of the last two axes. The layer form of <see cref="Functional.Pad"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html"/>
public sealed class ZeroPad2d : ParameterlessModule
{
    private readonly int[] _pad;

    /// <summary>Creates a layer that pads all sides alike.</summary>
    /// <param name="padding">How many zeros come on each side.</param>
    public ZeroPad2d(int padding)
        : this(padding, padding, padding, padding)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="left">How many zeros come before the last axis.</param>
    /// <param name="right">How many zeros come behind the last axis.</param>
    /// <param name="top">How many zeros come before the last axis but one.</param>
    /// <param name="bottom">How many zeros come behind the last axis but one.</param>
    public ZeroPad2d(int left, int right, int top, int bottom) => _pad = [left, right, top, bottom];

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">A tensor of at least two axes.</param>
    /// <exception cref="ArgumentException">Nothing of an axis would be left.</exception>
    [Operator("ZeroPad2d")]
    public override Tensor Forward(Tensor input) => Functional.Pad(input, _pad);
}
