using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Rows of a table in ten classes.</summary>
public sealed class MixtureOfExpertsProgram : ClassifierProgram
{
    private const int Features = 64, Width = 128, Classes = 10;

    public MixtureOfExpertsProgram()
        : base(new MixtureOfExperts(Features, Width, Classes) { Seed = 6 }, new MixtureOfExpertsTwin(Features, Width, Classes), batch: 128, Classes)
    {
    }

    protected override Tensor Samples(Random random) => new(random.Numbers(BatchSize * Features), [BatchSize, Features]);
}

internal sealed class MixtureOfExpertsTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.Linear _gate;
    private readonly Torch.ModuleList<ExpertTwin> _experts;

    public MixtureOfExpertsTwin(int features, int width, int classes)
        : base("mixture-of-experts")
    {
        _gate = Linear(features, 4);
        _experts = new([.. Enumerable.Range(0, 4).Select(_ => new ExpertTwin(features, width, classes))]);
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        var gates = functional.softmax(_gate.forward(input), 1).chunk(4, 1);
        var mixture = gates[0] * _experts[0].forward(input);
        for (var i = 1; i < 4; i++)
            mixture = mixture + gates[i] * _experts[i].forward(input);
        return mixture;
    }
}

internal sealed class ExpertTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.Linear _hidden;
    private readonly Torch.Linear _output;

    public ExpertTwin(int features, int width, int classes)
        : base("expert")
    {
        (_hidden, _output) = (Linear(features, width), Linear(width, classes));
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input) => _output.forward(functional.silu(_hidden.forward(input)));
}
