using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Digits of 784 pixels in ten classes, by a list of widths.</summary>
public sealed class MlpProgram : ClassifierProgram
{
    private static readonly int[] s_widths = [784, 256, 128, 10];

    public MlpProgram()
        : base(new Mlp(s_widths) { Seed = 1 }, new MlpTwin(s_widths), batch: 64, classes: 10)
    {
    }

    protected override Tensor Samples(Random random) => new(random.Numbers(BatchSize * 784, low: 0), [BatchSize, 784]);
}

internal sealed class MlpTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.ModuleList<Torch.Linear> _hidden;
    private readonly Torch.Linear _output;

    public MlpTwin(int[] widths)
        : base("mlp")
    {
        _hidden = new([.. widths.Skip(1).SkipLast(1).Select((width, i) => Linear(widths[i], width))]);
        _output = Linear(widths[^2], widths[^1]);
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        foreach (var layer in _hidden)
            input = functional.relu(layer.forward(input), inplace: true);
        return _output.forward(input);
    }
}
