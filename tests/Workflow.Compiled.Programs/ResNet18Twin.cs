using ResNet;
using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Images of 32 x 32 pixels in colour in ten classes, by ResNet-18.</summary>
public sealed class ResNet18Program : ClassifierProgram
{
    private const int Size = 3 * 32 * 32;

    public ResNet18Program()
        : base(new ResNet18(width: 64) { Seed = 1 }, new ResNet18Twin(width: 64), batch: 32, classes: 10)
    {
    }

    protected override Tensor Samples(Random random) => new(random.Numbers(BatchSize * Size), [BatchSize, 3, 32, 32]);
}

/// <summary>The same network in libtorch.</summary>
public sealed class ResNet18Twin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.Conv2d _conv1;
    private readonly Torch.BatchNorm2d _bn1;
    private readonly Torch.Sequential _layer1;
    private readonly Torch.Sequential _layer2;
    private readonly Torch.Sequential _layer3;
    private readonly Torch.Sequential _layer4;
    private readonly Torch.Linear _fc;
    private readonly Func<torch.Tensor, torch.Tensor> _activation;

    public ResNet18Twin(int width, Func<torch.Tensor, torch.Tensor>? activation = null)
        : base("resNet18")
    {
        _activation = activation ?? (x => functional.relu(x, inplace: true));
        _conv1 = Conv2d(3, width, 3, padding: 1, bias: false);
        _bn1 = BatchNorm2d(width);
        _layer1 = Sequential(Block(width, 1), Block(width, 1));
        _layer2 = Sequential(Block(width, 2), Block(width * 2, 1));
        _layer3 = Sequential(Block(width * 2, 2), Block(width * 4, 1));
        _layer4 = Sequential(Block(width * 4, 2), Block(width * 8, 1));
        _fc = Linear(width * 8, 10);
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        var x = _activation(_bn1.forward(_conv1.forward(input)));
        x = _layer2.forward(_layer1.forward(x));
        x = _layer4.forward(_layer3.forward(x));
        return _fc.forward(x.mean([2, 3]));
    }

    private BlockTwin Block(int channels, int stride) => new(channels, stride, _activation);
}

/// <summary>A block that keeps its size, or with a stride of 2 has twice the channels.</summary>
internal sealed class BlockTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.Conv2d _conv1;
    private readonly Torch.BatchNorm2d _bn1;
    private readonly Torch.Conv2d _conv2;
    private readonly Torch.BatchNorm2d _bn2;
    private readonly Torch.Sequential? _downsample;
    private readonly Func<torch.Tensor, torch.Tensor> _activation;

    public BlockTwin(int channels, int stride, Func<torch.Tensor, torch.Tensor> activation)
        : base("block")
    {
        _activation = activation;
        _conv1 = Conv2d(channels, channels * stride, 3, stride: stride, padding: 1, bias: false);
        _bn1 = BatchNorm2d(channels * stride);
        _conv2 = Conv2d(channels * stride, channels * stride, 3, padding: 1, bias: false);
        _bn2 = BatchNorm2d(channels * stride);
        if (stride > 1)
            _downsample = Sequential(Conv2d(channels, channels * stride, 1, stride: stride, bias: false), BatchNorm2d(channels * stride));
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        var x = _activation(_bn1.forward(_conv1.forward(input)));
        x = _bn2.forward(_conv2.forward(x));
        return _activation(x + (_downsample is null ? input : _downsample.forward(input)));
    }
}
