using Workflow.Compiled;
using static Workflow.Compiled.Functional;

namespace ResNet;

/// <summary>Two convolutions, around which the images are added.</summary>
[CompiledModule]
internal sealed partial class BasicBlock(int channels) : Module, ILayer
{
    private readonly Conv2d _conv1 = new(channels, channels, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(channels);
    private readonly Conv2d _conv2 = new(channels, channels, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn2 = new(channels);

    public Tensor Forward([Shape("batch", "channels", "height", "width")] Tensor images)
    {
        var x = Relu(_bn1.Forward(_conv1.Forward(images)));
        return Relu(_bn2.Forward(_conv2.Forward(x)) + images);
    }
}
