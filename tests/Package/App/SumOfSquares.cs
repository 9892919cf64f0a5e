using Blocks;
using Workflow.Compiled;

namespace App;

/// <summary>A network around the block of another project.</summary>
[CompiledModule]
internal sealed partial class SumOfSquares : Module
{
    private readonly Linear _input = new(2, 16);
    private readonly ResidualBlock _block = new(16);
    private readonly Linear _output = new(16, 1);

    public Tensor Forward([Shape("batch", 2)] Tensor x) => _output.Forward(_block.Forward(_input.Forward(x)));
}
