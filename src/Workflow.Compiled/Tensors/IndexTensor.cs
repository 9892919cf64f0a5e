namespace Workflow.Compiled;

/// <summary>A dense array of int32 values in row-major order, with a shape: class labels, token numbers, places.</summary>
public sealed class IndexTensor
{
    private readonly int[] _storage;

    /// <summary>Creates a tensor of zeros.</summary>
    /// <param name="shape">The lengths of its axes.</param>
    public IndexTensor(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        (_storage, Shape) = (new int[shape.ElementCount], shape);
    }

    /// <summary>Creates a tensor with a copy of the values.</summary>
    /// <param name="values">The values in row-major order.</param>
    /// <param name="shape">The lengths of its axes.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public IndexTensor(ReadOnlySpan<int> values, Shape shape)
        : this(shape)
    {
        if (values.Length != shape.ElementCount)
            throw new ArgumentException($"a tensor of shape {shape} has {shape.ElementCount} elements, but {values.Length} values are given", nameof(values));
        values.CopyTo(_storage);
    }

    private IndexTensor(int[] storage, Shape shape) => (_storage, Shape) = (storage, shape);

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The values in row-major order; writing to them changes the tensor.</summary>
    public Span<int> Span => new(_storage, 0, Shape.ElementCount);

    /// <inheritdoc/>
    public override string ToString() => $"IndexTensor {Shape}";

    /// <summary>The same memory under another shape of no more elements.</summary>
    internal IndexTensor View(Shape shape) => new(_storage, shape);
}
