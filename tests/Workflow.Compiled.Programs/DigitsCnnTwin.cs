using Digits;
using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Digits of 28 x 28 pixels in ten classes, by convolutions.</summary>
public sealed class DigitsCnnProgram : ClassifierProgram
{
    public DigitsCnnProgram()
        : base(new DigitsCnn { Seed = 1 }, new DigitsCnnTwin(), batch: 64, classes: 10)
    {
    }

    protected override Tensor Samples(Random random) => new(random.Numbers(BatchSize * 784, low: 0), [BatchSize, 1, 28, 28]);
}

/// <summary>The same network in libtorch.</summary>
public sealed class DigitsCnnTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.Conv2d _conv1 = Conv2d(1, 32, 3, padding: 1);
    private readonly Torch.Conv2d _conv2 = Conv2d(32, 64, 3, padding: 1);
    private readonly Torch.Linear _hidden = Linear(64 * 7 * 7, 128);
    private readonly Torch.Linear _output = Linear(128, 10);

    public DigitsCnnTwin()
        : base("digitsCnn") => RegisterComponents();

    public override torch.Tensor forward(torch.Tensor input)
    {
        var x = functional.max_pool2d(functional.relu(_conv1.forward(input), inplace: true), [2, 2], [2, 2], null, null, false);
        x = functional.max_pool2d(functional.relu(_conv2.forward(x), inplace: true), [2, 2], [2, 2], null, null, false);
        return _output.forward(functional.relu(_hidden.forward(x.flatten(1)), inplace: true));
    }
}
