using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>An MLP whose widths are a list that only the running program knows.</summary>
[CompiledModule]
public sealed partial class Mlp(int[] widths) : Module
{
    private readonly ModuleList<Linear> _hidden = new(widths.Length - 2, i => new Linear(widths[i], widths[i + 1]));
    private readonly Linear _output = new(widths[^2], widths[^1]);

    [return: Shape("batch", "widths[^1]")]
    public Tensor Forward([Shape("batch", "widths[0]")] Tensor x)
    {
        foreach (var layer in _hidden)
            x = Relu(layer.Forward(x));
        return _output.Forward(x);
    }
}
