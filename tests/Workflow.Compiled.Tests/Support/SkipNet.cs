using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Tests;

/// <summary>A compiled network that adds its input to its output: 6-4-6.</summary>
[CompiledModule]
internal sealed partial class SkipNet : Module
{
    private readonly Linear _hidden = new(6, 4);
    private readonly Linear _output = new(4, 6);

    public Tensor Forward([Shape("batch", 6)] Tensor features) => features + _output.Forward(Relu(_hidden.Forward(features)));
}
