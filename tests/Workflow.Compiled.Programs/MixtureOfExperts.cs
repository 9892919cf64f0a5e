using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>One expert: two layers.</summary>
[CompiledModule]
public sealed partial class Expert(int features, int width, int classes) : Module
{
    private readonly Linear _hidden = new(features, width);
    private readonly Linear _output = new(width, classes);

    [return: Shape("batch", "classes")]
    public Tensor Forward([Shape("batch", "features")] Tensor x) => _output.Forward(Silu(_hidden.Forward(x)));
}

/// <summary>Four experts, each of which counts as much as a softmax over the sample says.</summary>
[CompiledModule]
public sealed partial class MixtureOfExperts(int features, int width, int classes) : Module
{
    private readonly Linear _gate = new(features, 4);
    private readonly ModuleList<Expert> _experts = new(4, () => new Expert(features, width, classes));

    [return: Shape("batch", "classes")]
    public Tensor Forward([Shape("batch", "features")] Tensor x)
    {
        var gates = Softmax(_gate.Forward(x), dim: 1).Chunk(4, dim: 1);
        var mixture = gates[0] * _experts[0].Forward(x);
        for (var i = 1; i < 4; i++)
            mixture += gates[i] * _experts[i].Forward(x);
        return mixture;
    }
}
