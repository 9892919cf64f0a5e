using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>A residual block: normalisation, then two layers, around which the values are carried.</summary>
[CompiledModule]
public sealed partial class ResidualBlock(int width) : Module
{
    private readonly LayerNorm _norm = new(width);
    private readonly Linear _up = new(width, width * 4);
    private readonly Linear _down = new(width * 4, width);

    public Tensor Forward([Shape("batch", "width")] Tensor x) => x + _down.Forward(Gelu(_up.Forward(_norm.Forward(x))));
}

/// <summary>As many residual blocks as the constructor says.</summary>
[CompiledModule]
public sealed partial class ResidualMlp(int features, int width, int depth, int classes) : Module
{
    private readonly Linear _input = new(features, width);
    private readonly ModuleList<ResidualBlock> _blocks = new(depth, () => new ResidualBlock(width));
    private readonly LayerNorm _norm = new(width);
    private readonly Linear _output = new(width, classes);

    [return: Shape("batch", "classes")]
    public Tensor Forward([Shape("batch", "features")] Tensor samples)
    {
        var x = _input.Forward(samples);
        foreach (var block in _blocks)
            x = block.Forward(x);
        return _output.Forward(_norm.Forward(x));
    }
}
