using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A small U-Net: down, up by transposed convolutions, and skips that are joined over channels.</summary>
[CompiledModule]
internal sealed partial class SmallUnet : Module
{
    private readonly Conv2d _down1 = new(3, 8, kernelSize: 3, padding: 1);
    private readonly BatchNorm2d _bn1 = new(8);
    private readonly Conv2d _down2 = new(8, 16, kernelSize: 3, padding: 1);
    private readonly Conv2d _bottom = new(16, 24, kernelSize: 3, padding: 1);
    private readonly ConvTranspose2d _up2 = new(24, 16, kernelSize: 2, stride: 2);
    private readonly Conv2d _conv2 = new(32, 16, kernelSize: 3, padding: 1);
    private readonly ConvTranspose2d _up1 = new(16, 8, kernelSize: 3, stride: 2, padding: 1, outputPadding: 1);
    private readonly Conv2d _conv1 = new(16, 8, kernelSize: 3, padding: 1);
    private readonly Conv2d _output = new(8, 1, kernelSize: 1);

    public Tensor Forward([Shape("batch", 3, 16, 16)] Tensor images)
    {
        var first = Relu(_bn1.Forward(_down1.Forward(images)));
        var second = Relu(_down2.Forward(MaxPool2d(first, 2)));
        var x = Relu(_bottom.Forward(AvgPool2d(second, 2)));
        x = Relu(_conv2.Forward(Concat([second, _up2.Forward(x)], dim: 1)));
        x = Relu(_conv1.Forward(Concat([first, _up1.Forward(x)], dim: 1)));
        return _output.Forward(x);
    }
}

/// <summary>A network for images of any size: strides, pooling and a mean over what is left.</summary>
[CompiledModule]
internal sealed partial class AnySize : Module
{
    private readonly Conv2d _conv1 = new(3, 8, kernelSize: 3, stride: 2, padding: 1);
    private readonly Conv2d _conv2 = new(8, 8, kernelSize: 3, padding: 1);
    private readonly Linear _output = new(8, 5);

    public Tensor Forward([Shape("batch", 3, "height", "width")] Tensor images)
    {
        var x = MaxPool2d(Relu(_conv1.Forward(images)), 2);
        x = Relu(_conv2.Forward(x) + x);
        return _output.Forward(AdaptiveAvgPool2d(AvgPool2d(x, 3, stride: 1, padding: 1), 1).Flatten(1));
    }
}

/// <summary>Normalisations of rows and images in all their forms, grouped and depthwise convolutions, activations without kinks.</summary>
[CompiledModule]
internal sealed partial class NormalizedNet : Module
{
    private readonly Conv2d _conv = new(3, 8, (3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 2), groups: 1, bias: true);
    private readonly BatchNorm2d _plain = new(8, affine: false, momentum: 0.3f);
    private readonly Conv2d _depthwise = new(8, 8, kernelSize: 3, padding: 1, groups: 8);
    private readonly BatchNorm2d _untracked = new(8, eps: 1e-3f, trackRunningStats: false);
    private readonly ConvTranspose2d _grouped = new(8, 6, kernelSize: 3, stride: 2, groups: 2, bias: false, dilation: 2);
    private readonly BatchNorm1d _sequence = new(6);
    private readonly Linear _hidden = new(6, 5);
    private readonly BatchNorm1d _rows = new(5);

    public Tensor Forward([Shape("batch", 3, 5, 7)] Tensor images)
    {
        var x = Tanh(_plain.Forward(_conv.Forward(images)));
        x = _untracked.Forward(_depthwise.Forward(x)) * x;
        x = _sequence.Forward(_grouped.Forward(x).Flatten(2));
        return _rows.Forward(_hidden.Forward(Gelu(x).Mean(2)));
    }
}
