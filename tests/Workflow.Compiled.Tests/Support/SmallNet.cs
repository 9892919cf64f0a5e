using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Tests;

/// <summary>A small compiled network: 6-5-3.</summary>
[CompiledModule]
internal sealed partial class SmallNet : Module
{
    private readonly Linear _hidden = new(6, 5);
    private readonly Linear _output = new(5, 3);

    public Tensor Forward([Shape("batch", 6)] Tensor features) => _output.Forward(Relu(_hidden.Forward(features)));
}
