using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>ResNet-18 with an activation that has no kink.</summary>
[CompiledModule]
internal sealed partial class SmoothResNet(int width) : Module
{
    private readonly Conv2d _stem = new(3, width, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn = new(width);
    private readonly Sequential _stage1 = new(new SmoothBlock(width), new SmoothBlock(width));
    private readonly Sequential _stage2 = new(new SmoothDownBlock(width), new SmoothBlock(width * 2));
    private readonly Sequential _stage3 = new(new SmoothDownBlock(width * 2), new SmoothBlock(width * 4));
    private readonly Sequential _stage4 = new(new SmoothDownBlock(width * 4), new SmoothBlock(width * 8));
    private readonly Linear _output = new(width * 8, 10);

    public Tensor Forward([Shape("batch", 3, 32, 32)] Tensor images)
    {
        var x = Silu(_bn.Forward(_stem.Forward(images)));
        x = _stage2.Forward(_stage1.Forward(x));
        x = _stage4.Forward(_stage3.Forward(x));
        return _output.Forward(AdaptiveAvgPool2d(x, 1).Flatten(1));
    }
}

/// <summary>Its block that keeps the size.</summary>
[CompiledModule]
internal sealed partial class SmoothBlock(int channels) : Module, ILayer
{
    private readonly Conv2d _conv1 = new(channels, channels, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(channels);
    private readonly Conv2d _conv2 = new(channels, channels, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn2 = new(channels);

    public Tensor Forward([Shape("batch", "channels", "height", "width")] Tensor images)
    {
        var x = Silu(_bn1.Forward(_conv1.Forward(images)));
        return Silu(_bn2.Forward(_conv2.Forward(x)) + images);
    }
}

/// <summary>Its block with twice the channels and half the size.</summary>
[CompiledModule]
internal sealed partial class SmoothDownBlock(int channels) : Module, ILayer
{
    private readonly Conv2d _conv1 = new(channels, channels * 2, kernelSize: 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(channels * 2);
    private readonly Conv2d _conv2 = new(channels * 2, channels * 2, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn2 = new(channels * 2);
    private readonly Conv2d _shortcut = new(channels, channels * 2, kernelSize: 1, stride: 2, bias: false);
    private readonly BatchNorm2d _shortcutBn = new(channels * 2);

    public Tensor Forward([Shape("batch", "channels", "height", "width")] Tensor images)
    {
        var x = Silu(_bn1.Forward(_conv1.Forward(images)));
        return Silu(_bn2.Forward(_conv2.Forward(x)) + _shortcutBn.Forward(_shortcut.Forward(images)));
    }
}
