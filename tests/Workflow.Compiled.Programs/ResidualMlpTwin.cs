using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Rows of a table in ten classes, by twelve residual blocks.</summary>
public sealed class ResidualMlpProgram : ClassifierProgram
{
    private const int Features = 64, Width = 128, Depth = 12, Classes = 10;

    public ResidualMlpProgram()
        : base(new ResidualMlp(Features, Width, Depth, Classes) { Seed = 2 }, new ResidualMlpTwin(Features, Width, Depth, Classes), batch: 64, Classes)
    {
    }

    protected override Tensor Samples(Random random) => new(random.Numbers(BatchSize * Features), [BatchSize, Features]);
}

internal sealed class ResidualMlpTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.Linear _input;
    private readonly Torch.ModuleList<ResidualBlockTwin> _blocks;
    private readonly Torch.LayerNorm _norm;
    private readonly Torch.Linear _output;

    public ResidualMlpTwin(int features, int width, int depth, int classes)
        : base("residual-mlp")
    {
        _input = Linear(features, width);
        _blocks = new([.. Enumerable.Range(0, depth).Select(_ => new ResidualBlockTwin(width))]);
        _norm = LayerNorm(width);
        _output = Linear(width, classes);
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        var x = _input.forward(input);
        foreach (var block in _blocks)
            x = block.forward(x);
        return _output.forward(_norm.forward(x));
    }
}

internal sealed class ResidualBlockTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.LayerNorm _norm;
    private readonly Torch.Linear _up;
    private readonly Torch.Linear _down;

    public ResidualBlockTwin(int width)
        : base("block")
    {
        _norm = LayerNorm(width);
        _up = Linear(width, width * 4);
        _down = Linear(width * 4, width);
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input) => input + _down.forward(functional.gelu(_up.forward(_norm.forward(input))));
}
