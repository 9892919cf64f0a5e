using Workflow.Compiled;
using static Workflow.Compiled.Functional;

namespace ResNet;

/// <summary>A block that halves height and width and doubles the channels, of what is added around it too.</summary>
[CompiledModule]
internal sealed partial class DownBlock(int channels) : Module, ILayer
{
    private readonly Conv2d _conv1 = new(channels, channels * 2, kernelSize: 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(channels * 2);
    private readonly Conv2d _conv2 = new(channels * 2, channels * 2, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn2 = new(channels * 2);
    private readonly Sequential _downsample = new(
        new Conv2d(channels, channels * 2, kernelSize: 1, stride: 2, bias: false),
        new BatchNorm2d(channels * 2));

    public Tensor Forward([Shape("batch", "channels", "height", "width")] Tensor images)
    {
        var x = Relu(_bn1.Forward(_conv1.Forward(images)));
        return Relu(_bn2.Forward(_conv2.Forward(x)) + _downsample.Forward(images));
    }
}
