using System.Runtime.CompilerServices;

namespace Workflow.Compiled;

/// <summary>
/// A tensor that belongs to a module and is saved with it but not trained: running statistics, a mask, a table of positions. PyTorch's
/// <c>register_buffer</c>.
/// </summary>
/// <remarks>
/// Held in a field: <c>private readonly TensorBuffer _steps = new([1]);</c> is saved as <c>steps</c>. (The name <c>Buffer</c> is taken by
/// <see cref="System.Buffer"/>, which every C# file sees.)
/// </remarks>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_buffer"/>
public sealed class TensorBuffer : IStateTensor
{
    private readonly Tensor _values;

    /// <summary>Creates a buffer with one value everywhere.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="value">The value.</param>
    /// <param name="isPersistent">Whether it is saved.</param>
    public TensorBuffer(Shape shape, float value = 0, bool isPersistent = true)
    {
        (_values, IsPersistent) = (new Tensor(shape), isPersistent);
        _values.Span.Fill(value);
    }

    /// <summary>Creates a buffer with a copy of a tensor.</summary>
    /// <param name="values">Its first values.</param>
    /// <param name="isPersistent">Whether it is saved.</param>
    public TensorBuffer(Tensor values, bool isPersistent = true)
    {
        ArgumentNullException.ThrowIfNull(values);
        (_values, IsPersistent) = (new Tensor(values.Span, values.Shape), isPersistent);
    }

    /// <inheritdoc cref="Tensor.this"/>
    [IndexerName("Part")]
    public Tensor this[params TensorIndex[] places]
    {
        [Operator("Index")]
        get => _values[places];
    }

    /// <inheritdoc/>
    public Shape Shape => _values.Shape;

    /// <summary>Whether the buffer is saved and loaded.</summary>
    public bool IsPersistent { get; }

    /// <summary>Whether the buffer holds whole numbers, which files have as 64-bit integers.</summary>
    internal bool HoldsWholeNumbers { get; init; }

    /// <summary>The values in row-major order; writing to them changes the buffer.</summary>
    public Span<float> Span => _values.Span;

    /// <summary>The values as a tensor: a view, which changes with the buffer.</summary>
    public static implicit operator Tensor(TensorBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return buffer._values;
    }

    /// <summary>A copy of the values.</summary>
    public Tensor ToTensor() => new(Span, Shape);

    /// <summary>Sets all values.</summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public void CopyFrom(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Shape != Shape)
            throw new ArgumentException($"the buffer must be {Shape} but is given {values.Shape}", nameof(values));
        values.Span.CopyTo(Span);
    }

    /// <inheritdoc/>
    public override string ToString() => $"buffer {Shape}";
}
