using Workflow.Compiled;
using static Workflow.Compiled.Functional;

namespace ResNet;

/// <summary>Two convolutions, around which the images are added: as they are, or brought to the size and the channels of what they are added to.</summary>
[CompiledModule]
internal sealed partial class BasicBlock(int inputs, int outputs, int stride = 1) : Module, ILayer
{
    private readonly Conv2d _conv1 = new(inputs, outputs, kernelSize: 3, stride: stride, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(outputs);
    private readonly Conv2d _conv2 = new(outputs, outputs, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn2 = new(outputs);
    private readonly Sequential? _downsample = stride != 1 || inputs != outputs
        ? new(new Conv2d(inputs, outputs, kernelSize: 1, stride: stride, bias: false), new BatchNorm2d(outputs))
        : null;

    public Tensor Forward([Shape("batch", "inputs", "height", "width")] Tensor images)
    {
        var x = Relu(_bn1.Forward(_conv1.Forward(images)));
        x = _bn2.Forward(_conv2.Forward(x));
        return Relu(x + (_downsample is null ? images : _downsample.Forward(images)));
    }
}
