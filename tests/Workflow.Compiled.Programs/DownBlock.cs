using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>The same with twice the channels and half the height and width.</summary>
[CompiledModule]
public sealed partial class DownBlock(int channels) : Module
{
    private readonly Conv2d _conv1 = new(channels, channels * 2, kernelSize: 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(channels * 2);
    private readonly Conv2d _conv2 = new(channels * 2, channels * 2, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn2 = new(channels * 2);
    private readonly Conv2d _shortcut = new(channels, channels * 2, kernelSize: 1, stride: 2, bias: false);
    private readonly BatchNorm2d _shortcutBn = new(channels * 2);

    public Tensor Forward([Shape("batch", "channels", "height", "width")] Tensor images)
    {
        var x = Relu(_bn1.Forward(_conv1.Forward(images)));
        x = _bn2.Forward(_conv2.Forward(x));
        return Relu(x + _shortcutBn.Forward(_shortcut.Forward(images)));
    }
}
