namespace Workflow.Compiled;

/// <summary>
/// A dense array of float32 values in row-major order, with a shape. Its operations run at once on plain scalar code that accumulates in
/// double: they say what each operation means, and what the compiled passes are compared with.
/// </summary>
public sealed partial class Tensor
{
    private readonly float[] _storage;
    private readonly int _offset;

    /// <summary>Creates a tensor of zeros.</summary>
    /// <param name="shape">The lengths of its axes.</param>
    public Tensor(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var memory = new AlignedMemory(shape.ElementCount);
        (_storage, _offset, Shape) = (memory.Storage, memory.Offset, shape);
    }

    /// <summary>Creates a tensor with a copy of the values.</summary>
    /// <param name="values">The values in row-major order.</param>
    /// <param name="shape">The lengths of its axes.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public Tensor(ReadOnlySpan<float> values, Shape shape)
        : this(shape)
    {
        if (values.Length != shape.ElementCount)
            throw new ArgumentException($"a tensor of shape {shape} has {shape.ElementCount} elements, but {values.Length} values are given", nameof(values));
        values.CopyTo(Span);
    }

    /// <summary>Creates a view of memory that something else owns.</summary>
    internal Tensor(float[] storage, int offset, Shape shape) => (_storage, _offset, Shape) = (storage, offset, shape);

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The values in row-major order; writing to them changes the tensor.</summary>
    public Span<float> Span => new(_storage, _offset, Shape.ElementCount);

    /// <summary>The value of a tensor with one element.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element.</exception>
    public float Item() => Shape.ElementCount == 1
        ? _storage[_offset]
        : throw new InvalidOperationException($"only a tensor with one element has an item, but this one has shape {Shape}");

    /// <summary>The first values and the shape, for the debugger.</summary>
    public override string ToString()
    {
        const int Shown = 8;
        var values = string.Join(", ", Span[..Math.Min(Shown, Shape.ElementCount)].ToArray().Select(value => FormattableString.Invariant($"{value}")));
        return $"Tensor {Shape}: {values}{(Shape.ElementCount > Shown ? ", ..." : "")}";
    }

    /// <summary>A tensor of which every value is written before it is read.</summary>
    internal static Tensor Unwritten(Shape shape)
    {
        var memory = AlignedMemory.Unwritten(shape.ElementCount);
        return new(memory.Storage, memory.Offset, shape);
    }

    /// <summary>The same memory under another shape of no more elements.</summary>
    internal Tensor View(Shape shape) => new(_storage, _offset, shape);
}
