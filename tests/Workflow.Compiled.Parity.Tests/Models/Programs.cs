using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Widths that the constructor is given.</summary>
[CompiledModule]
internal sealed partial class Wide(int width, int classes) : Module
{
    private readonly Linear _hidden = new(12, width * 2);
    private readonly Linear _output = new(width * 2, classes);

    [return: Shape("batch", "classes")]
    public Tensor Forward([Shape("batch", 12)] Tensor samples) => LogSoftmax(_output.Forward(Silu(_hidden.Forward(samples))), dim: 1);
}

/// <summary>A residual block whose width is its caller's.</summary>
[CompiledModule]
internal sealed partial class Block : Module
{
    private readonly int _width;
    private readonly Linear _up;
    private readonly Linear _down;

    public Block(int width)
    {
        _width = width;
        _up = new Linear(width, width * 2);
        _down = new Linear(width * 2, width, bias: false);
    }

    public Tensor Forward([Shape("rows", "width")] Tensor x) => x + _down.Forward(Gelu(_up.Forward(x)));
}

/// <summary>Modules inside a module, one of them used twice.</summary>
[CompiledModule]
internal sealed partial class Nested(int width) : Module
{
    private readonly Linear _input = new(12, width);
    private readonly Block _first = new(width);
    private readonly Block _shared = new(width);
    private readonly Wide _head = new(3, 5);
    private readonly Linear _toHead = new(width, 12);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var x = Tanh(_input.Forward(samples));
        x = _shared.Forward(_first.Forward(x)) * 0.5f;
        x = _shared.Forward(x);
        return _head.Forward(_toHead.Forward(x));
    }
}

/// <summary>A loop whose turns share a layer and read a value from around it.</summary>
[CompiledModule]
internal sealed partial class Recurrent(int depth) : Module
{
    private readonly Linear _input = new(12, 8);
    private readonly Linear _state = new(8, 8);
    private readonly Block _block = new(8);
    private readonly Linear _output = new(8, 5);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var drive = _input.Forward(samples);
        var state = drive * 0.1f;
        for (var i = 0; i < depth; i++)
        {
            state = Tanh(_state.Forward(state) + drive);
            state = _block.Forward(state);
        }

        return _output.Forward(state);
    }
}

/// <summary>Flags, methods of its own, tuples, and a loop with constant bounds.</summary>
[CompiledModule]
internal sealed partial class Flags(bool isGated, bool hasSkip) : Module
{
    private const int Rounds = 3;
    private readonly Linear _left = new(12, 6);
    private readonly Linear _right = new(12, 6);
    private readonly Linear _output = new(6, 5);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var (left, right) = Split(samples);
        var x = isGated ? left * Sigmoid(right) : left + right;
        for (var round = 0; round < Rounds; round++)
            x = Soften(x);
        if (hasSkip)
            x += left;
        return _output.Forward(x);

        static Tensor Soften(Tensor value) => Tanh(value) + value * 0.25f;
    }

    private (Tensor Left, Tensor Right) Split(Tensor samples) => (_left.Forward(samples), _right.Forward(samples));
}

/// <summary>One input and two results.</summary>
[CompiledModule]
internal sealed partial class Twins : Module
{
    private readonly Linear _layer = new(12, 4);

    public (Tensor Value, Tensor Square) Forward([Shape("batch", 12)] Tensor samples)
    {
        var value = _layer.Forward(samples);
        return (value, Square(value));
    }
}

/// <summary>A model of characters with a context of eight.</summary>
[CompiledModule]
internal sealed partial class Characters(int width) : Module
{
    private readonly Embedding _tokens = new(11, width);
    private readonly Linear _hidden = new(8 * width, 16);
    private readonly Linear _output = new(16, 11);

    public Tensor Forward([Shape("batch", 8)] IndexTensor text) =>
        _output.Forward(Tanh(_hidden.Forward(_tokens.Forward(text).Flatten(1))));
}

/// <summary>Two inputs and two results.</summary>
[CompiledModule]
internal sealed partial class Pair : Module
{
    private readonly Linear _users = new(6, 4);
    private readonly Linear _items = new(3, 4);

    public (Tensor Score, Tensor User) Forward([Shape("batch", 6)] Tensor users, [Shape("batch", 3)] Tensor items)
    {
        var user = Tanh(_users.Forward(users));
        return ((user * _items.Forward(items)).Sum([1]), user);
    }
}

/// <summary>Layers of widths that only the constructor knows.</summary>
[CompiledModule]
internal sealed partial class Widths(int[] widths) : Module
{
    private readonly ModuleList<Linear> _layers = new(widths.Length - 1, i => new Linear(widths[i], widths[i + 1]));

    [return: Shape("batch", "widths[^1]")]
    public Tensor Forward([Shape("batch", "widths[0]")] Tensor x)
    {
        for (var i = 0; i < _layers.Count; i++)
            x = Tanh(_layers[i].Forward(x));
        return x;
    }
}

/// <summary>Two values that start as one and change from turn to turn, and a mean over the batch in front of a layer.</summary>
[CompiledModule]
internal sealed partial class Twofold(int depth) : Module
{
    private readonly Linear _input = new(12, 4);
    private readonly Linear _middle = new(4, 4);
    private readonly Linear _output = new(4, 5);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var start = _input.Forward(samples);
        var (left, right) = (start, start);
        for (var i = 0; i < depth; i++)
        {
            left = Tanh(left + right * 0.5f);
            right = left * 0.25f + start;
        }

        return _output.Forward(left - right) / (2f + Square(samples).Mean([1], keepDim: true)) + _output.Forward(_middle.Forward(left.Mean([0])));
    }
}

/// <summary>Blocks of which one is computed again in the backward pass, with dropout that must be the same both times.</summary>
[CompiledModule]
internal sealed partial class Checkpointed : Module
{
    private readonly Linear _input = new(12, 6);
    [Checkpoint]
    private readonly DropBlock _first = new(6);
    private readonly DropBlock _second = new(6);

    public Tensor Forward([Shape("batch", 12)] Tensor samples) => _second.Forward(_first.Forward(_input.Forward(samples)));
}

/// <summary>The same without.</summary>
[CompiledModule]
internal sealed partial class Kept : Module
{
    private readonly Linear _input = new(12, 6);
    private readonly DropBlock _first = new(6);
    private readonly DropBlock _second = new(6);

    public Tensor Forward([Shape("batch", 12)] Tensor samples) => _second.Forward(_first.Forward(_input.Forward(samples)));
}

/// <summary>The same with a block that is not trained.</summary>
[CompiledModule]
internal sealed partial class Thawed : Module
{
    private readonly Linear _input = new(12, 6);
    [Frozen]
    private readonly DropBlock _first = new(6);
    private readonly DropBlock _second = new(6);

    public Tensor Forward([Shape("batch", 12)] Tensor samples) => _second.Forward(_first.Forward(_input.Forward(samples)));
}

/// <summary>A block with dropout.</summary>
[CompiledModule]
[Require("width % 2 == 0")]
internal sealed partial class DropBlock(int width) : Module
{
    private readonly Linear _layer = new(width, width);
    private readonly Dropout _dropout = new(0.5f);

    public Tensor Forward([Shape("rows", "width")] Tensor x) => x + _dropout.Forward(Tanh(_layer.Forward(x)));
}

/// <summary>A block with normalisation before its two layers.</summary>
[CompiledModule]
internal sealed partial class NormBlock(int width) : Module
{
    private readonly LayerNorm _norm = new(width);
    private readonly Linear _up = new(width, width * 4);
    private readonly Linear _down = new(width * 4, width);

    public Tensor Forward([Shape("rows", "width")] Tensor x) => x + _down.Forward(Gelu(_up.Forward(_norm.Forward(x))));
}

/// <summary>Blocks whose number only the constructor knows.</summary>
[CompiledModule]
internal sealed partial class ResidualMlp(int depth, int width) : Module
{
    private readonly Linear _input = new(12, width);
    private readonly ModuleList<NormBlock> _blocks = new(depth, () => new NormBlock(width));
    private readonly Linear _output = new(width, 5);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var x = _input.Forward(samples);
        foreach (var block in _blocks)
            x = block.Forward(x);
        return _output.Forward(x);
    }
}

/// <summary>A decoder that is the transpose of its encoder.</summary>
[CompiledModule]
internal sealed partial class TiedAutoencoder : Module
{
    private readonly Linear _encoder = new(12, 4);
    private readonly Parameter _bias = new([12], Initializer.Zeros);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var code = Tanh(_encoder.Forward(samples));
        return MatMul(code, _encoder.Weight) + _bias;
    }
}

/// <summary>Attention of one head over four positions.</summary>
[CompiledModule]
internal sealed partial class Attention : Module
{
    private readonly Linear _query = new(3, 4);
    private readonly Linear _key = new(3, 4);
    private readonly Linear _value = new(3, 4);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var x = samples.Reshape(-1, 4, 3);
        var scores = MatMul(_query.Forward(x), _key.Forward(x).Transpose(1, 2)) * 0.5f;
        return MatMul(Softmax(scores, -1), _value.Forward(x)).Flatten(1);
    }
}

/// <summary>Parts of a tensor, joined in another order.</summary>
[CompiledModule]
internal sealed partial class Rejoined : Module
{
    private readonly Linear _output = new(14, 3);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var left = Slice(samples, 1, 0, 5);
        var right = Slice(samples, 1, 3, 12);
        return _output.Forward(Tanh(Concat([right, left], dim: 1)));
    }
}

/// <summary>
/// Layers that see all before them, each written inside of what the next one sees: by products, row by row and element by element, along the last axis and one in
/// front of it. Products, rows, sums and pointwise work read the parts.
/// </summary>
[CompiledModule]
internal sealed partial class DenselyJoined : Module
{
    private readonly Linear _first = new(12, 20);
    private readonly Linear _second = new(32, 16);
    private readonly Linear _third = new(48, 16);
    private readonly Linear _rows = new(48, 16);
    private readonly Linear _shared = new(16, 16);
    private readonly LayerNorm _norm = new(16);
    private readonly Linear _output = new(240, 3);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var first = Concat([Tanh(_first.Forward(samples)), samples], dim: 1);
        var second = Concat([_second.Forward(first), first], dim: 1);
        var (third, rows) = (Silu(_third.Forward(second)), Softmax(_rows.Forward(second), 1));
        var stack = Stack([third, rows, third * rows], dim: 1);
        var shared = _shared.Forward(stack);
        var scores = MatMul(Softmax(MatMul(shared, stack.Transpose(1, 2)), -1), shared);
        var wide = Concat([shared, scores, _norm.Forward(shared)], dim: 2);
        var tall = Concat([scores, Sigmoid(stack)], dim: 1);
        return _output.Forward(Concat([wide.Flatten(1), tall.Flatten(1)], dim: 1)) + rows.Sum([1], keepDim: true);
    }
}

/// <summary>Parts whose lengths only the constructor knows, one after the other, in a loop, and read from inside a loop of frames.</summary>
[CompiledModule]
internal sealed partial class Cut(int width, int depth) : Module
{
    private readonly Linear _input = new(12, width * 3);
    private readonly Linear _middle = new(width, width);
    private readonly Linear _output = new(width * 3, 5);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var x = _input.Forward(samples);
        var parts = x.Chunk(3, dim: 1);
        var (first, rest) = Split(x, [width, width * 2], 1);
        var sum = first * 0.5f;
        foreach (var part in parts)
            sum = sum * 0.5f + Tanh(part);
        for (var i = 1; i < parts.Length; i++)
            sum += parts[i] * parts[i - 1];
        for (var i = 0; i < depth; i++)
            sum = Tanh(_middle.Forward(sum) + parts[1] * parts[^1]);
        return _output.Forward(Concat(parts, dim: 1)) + _output.Forward(Concat([sum, rest[.., ..width], x[.., (width * 2)..]], dim: 1));
    }
}

/// <summary>Rows in four passes: what the first softmax divides is needed until the last, behind results that are written before.</summary>
[CompiledModule]
internal sealed partial class DeepRows : Module
{
    private readonly Linear _output = new(12, 5);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var weights = Softmax(samples, 1);
        var gates = Gelu(weights);
        var logarithms = LogSoftmax(weights, -1);
        var mean = gates[.., 4..].Mean(1);
        return _output.Forward(logarithms * 0.5f + mean.Reshape(-1, 1));
    }
}
