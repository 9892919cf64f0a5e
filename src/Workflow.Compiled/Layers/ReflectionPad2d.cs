namespace Workflow.Compiled;

/// <summary>Makes the last two axes longer on both sides; beside the border lies the elements in reverse order. The layer form of <see cref="Functional.Pad"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ReflectionPad2d.html"/>
public sealed class ReflectionPad2d : ParameterlessModule
{
    private readonly int[] _pad;

    /// <summary>Creates a layer that pads all sides alike.</summary>
    /// <param name="padding">How many elements come on each side.</param>
    public ReflectionPad2d(int padding)
        : this(padding, padding, padding, padding)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="left">How many elements come before the last axis.</param>
    /// <param name="right">How many elements come behind the last axis.</param>
    /// <param name="top">How many elements come before the last axis but one.</param>
    /// <param name="bottom">How many elements come behind the last axis but one.</param>
    public ReflectionPad2d(int left, int right, int top, int bottom) => _pad = [left, right, top, bottom];

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">A tensor of at least two axes.</param>
    /// <exception cref="ArgumentException">An axis is too short for what is taken from it.</exception>
    [Operator("ReflectionPad2d")]
    public override Tensor Forward(Tensor input) => Functional.Pad(input, _pad, PadMode.Reflect);
}
