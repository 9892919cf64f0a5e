using Workflow.Compiled;
using static Workflow.Compiled.Functional;

namespace ResNet;

/// <summary>
/// ResNet-18 (K. He et al.: Deep residual learning for image recognition, 2015) in its form for small images: a first convolution of 3 by 3 and no
/// pooling behind it. Its parameters have the names of torchvision's.
/// </summary>
[CompiledModule]
internal sealed partial class ResNet18(int width = 64) : Module
{
    private readonly Conv2d _conv1 = new(3, width, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(width);
    private readonly Sequential _layer1 = new(new BasicBlock(width, width), new BasicBlock(width, width));
    private readonly Sequential _layer2 = new(new BasicBlock(width, width * 2, stride: 2), new BasicBlock(width * 2, width * 2));
    private readonly Sequential _layer3 = new(new BasicBlock(width * 2, width * 4, stride: 2), new BasicBlock(width * 4, width * 4));
    private readonly Sequential _layer4 = new(new BasicBlock(width * 4, width * 8, stride: 2), new BasicBlock(width * 8, width * 8));
    private readonly Linear _fc = new(width * 8, 10);

    public Tensor Forward([Shape("batch", 3, 32, 32)] Tensor images)
    {
        var x = Relu(_bn1.Forward(_conv1.Forward(images)));
        x = _layer2.Forward(_layer1.Forward(x));
        x = _layer4.Forward(_layer3.Forward(x));
        return _fc.Forward(AdaptiveAvgPool2d(x, 1).Flatten(1));
    }
}
