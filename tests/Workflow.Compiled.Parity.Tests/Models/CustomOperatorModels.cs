using static Workflow.Compiled.Functional;
using static Workflow.Compiled.Parity.Tests.CustomOperators;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Custom operators between layers: a parameter as an operand, a readonly field and a constant as arguments.</summary>
[CompiledModule]
internal sealed partial class Swooshing : Module
{
    private readonly double _beta = 1.5;
    private readonly Linear _left = new(12, 6);
    private readonly Linear _right = new(12, 6);
    private readonly Parameter _weights = new([6], Initializer.Constant(0.3f));
    private readonly Linear _output = new(6, 5);

    [return: Shape("batch", 5)]
    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var left = Swoosh(_left.Forward(samples), _beta);
        var right = Swoosh(_right.Forward(samples), beta: 0.1);
        return _output.Forward(Blend(left, right, _weights));
    }
}

/// <summary>A block with a custom operator, whose inputs may or may not need gradients, and whose parameters may be frozen.</summary>
[CompiledModule]
internal sealed partial class BlendBlock : Module
{
    private readonly int _width;
    private readonly Parameter _weights;

    public BlendBlock(int width)
    {
        _width = width;
        _weights = new Parameter([width], Initializer.Constant(0.25f));
    }

    public Tensor Forward([Shape("rows", "width")] Tensor x, [Shape("rows", "width")] Tensor z) => Blend(x, z, _weights) * 2;
}

/// <summary>The operator in modules that a loop runs, over values of the loop and from around it.</summary>
[CompiledModule]
internal sealed partial class Looping(int depth, int width) : Module
{
    private readonly Linear _input = new(12, width);
    private readonly ModuleList<BlendBlock> _blocks = new(depth, _ => new BlendBlock(width));

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var first = _input.Forward(samples);
        var x = Swoosh(first);
        foreach (var block in _blocks)
            x = block.Forward(Swoosh(x, 0.5), first);
        return Repeat(x, width);
    }
}

/// <summary>The same block trained and frozen.</summary>
[CompiledModule]
internal sealed partial class Frosted : Module
{
    private readonly BlendBlock _trained = new(12);
    [Frozen] private readonly BlendBlock _frozen = new(12);
    [Frozen] private readonly Parameter _weights = new([12], Initializer.Constant(0.5f));

    public Tensor Forward([Shape("batch", 12)] Tensor samples) =>
        Blend(_frozen.Forward(_trained.Forward(samples, Square(samples)), samples), samples, _weights);
}

/// <summary>Operands that are inputs and views, an input that only the operator reads, and constants of several kinds.</summary>
[CompiledModule]
internal sealed partial class Filtering(bool isReversed) : Module
{
    private readonly Parameter _weights = new([4], Initializer.Constant(0.4f));

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var parts = samples.Reshape([-1, 3, 4]).Transpose(1, 2);
        var filtered = Filter(Filter(samples, [0.5f, 1, -0.25f], isReversed), [1, 2, 3]);
        var mixed = Blend(filtered[.., ..4], filtered[.., 4..], _weights);
        return mixed * Step(mixed, threshold: 0.1f) + Blend(parts, Square(parts), parts[0, 0]).Sum([1]).Sum([1], keepDim: true);
    }
}

/// <summary>An index operand.</summary>
[CompiledModule]
internal sealed partial class Picking : Module
{
    private readonly Linear _scores = new(12, 7);

    public Tensor Forward([Shape("batch", 12)] Tensor samples, [Shape("batch")] IndexTensor chosen) => Pick(LogSoftmax(_scores.Forward(samples), dim: 1), chosen, scale: -1);
}
