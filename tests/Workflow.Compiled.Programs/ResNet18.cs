using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>ResNet-18 in its form for small images, of any width; PyTorch's has 64.</summary>
[CompiledModule]
public sealed partial class ResNet18(int width) : Module
{
    private readonly Conv2d _stem = new(3, width, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn = new(width);
    private readonly BasicBlock _block1 = new(width);
    private readonly BasicBlock _block2 = new(width);
    private readonly DownBlock _block3 = new(width);
    private readonly BasicBlock _block4 = new(width * 2);
    private readonly DownBlock _block5 = new(width * 2);
    private readonly BasicBlock _block6 = new(width * 4);
    private readonly DownBlock _block7 = new(width * 4);
    private readonly BasicBlock _block8 = new(width * 8);
    private readonly Linear _output = new(width * 8, 10);

    public Tensor Forward([Shape("batch", 3, 32, 32)] Tensor images)
    {
        var x = Relu(_bn.Forward(_stem.Forward(images)));
        x = _block2.Forward(_block1.Forward(x));
        x = _block4.Forward(_block3.Forward(x));
        x = _block6.Forward(_block5.Forward(x));
        x = _block8.Forward(_block7.Forward(x));
        return _output.Forward(AdaptiveAvgPool2d(x, 1).Flatten(1));
    }
}
