using Workflow.Compiled;
using static Workflow.Compiled.Functional;

namespace Blocks;

/// <summary>A module that a library offers: its shapes and its compiled code are in the assembly.</summary>
[CompiledModule]
public sealed partial class ResidualBlock(int width) : Module
{
    private readonly Linear _inner = new(width, width);

    [return: Shape("batch", "width")]
    public Tensor Forward([Shape("batch", "width")] Tensor x) => x + Tanh(_inner.Forward(x));
}
