using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>ResNet-18 with an activation that has no kink.</summary>
[CompiledModule]
internal sealed partial class SmoothResNet(int width) : Module
{
    private readonly Conv2d _stem = new(3, width, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn = new(width);
    private readonly Sequential _stage1 = new(new SmoothBlock(width, width), new SmoothBlock(width, width));
    private readonly Sequential _stage2 = new(new SmoothBlock(width, width * 2, stride: 2), new SmoothBlock(width * 2, width * 2));
    private readonly Sequential _stage3 = new(new SmoothBlock(width * 2, width * 4, stride: 2), new SmoothBlock(width * 4, width * 4));
    private readonly Sequential _stage4 = new(new SmoothBlock(width * 4, width * 8, stride: 2), new SmoothBlock(width * 8, width * 8));
    private readonly Linear _output = new(width * 8, 10);

    public Tensor Forward([Shape("batch", 3, 32, 32)] Tensor images)
    {
        var x = Silu(_bn.Forward(_stem.Forward(images)));
        x = _stage2.Forward(_stage1.Forward(x));
        x = _stage4.Forward(_stage3.Forward(x));
        return _output.Forward(AdaptiveAvgPool2d(x, 1).Flatten(1));
    }
}

/// <summary>Its block.</summary>
[CompiledModule]
internal sealed partial class SmoothBlock(int inputs, int outputs, int stride = 1) : Module, ILayer
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
        var x = Silu(_bn1.Forward(_conv1.Forward(images)));
        x = _bn2.Forward(_conv2.Forward(x));
        return Silu(x + (_downsample is null ? images : _downsample.Forward(images)));
    }
}
