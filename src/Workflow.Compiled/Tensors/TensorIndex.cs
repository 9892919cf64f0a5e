namespace Workflow.Compiled;

/// <summary>What is taken of one axis in <c>x[.., 2..5, ^1]</c>: a range, or one place, at which the axis vanishes.</summary>
public readonly struct TensorIndex : IEquatable<TensorIndex>
{
    private readonly Range _range;
    private readonly bool _isPlace;

    private TensorIndex(Range range, bool isPlace) => (_range, _isPlace) = (range, isPlace);

    /// <summary>A range of places: <c>2..5</c>, <c>..^1</c>, <c>..</c></summary>
    public static implicit operator TensorIndex(Range range) => new(range, isPlace: false);

    /// <summary>One place: <c>^1</c></summary>
    public static implicit operator TensorIndex(Index place) => new(place..place, isPlace: true);

    /// <summary>One place, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is negative: from the end count <c>^1</c>, <c>^2</c>.</exception>
    public static implicit operator TensorIndex(int place) => new Index(place);

    /// <summary>Whether two indices are the same.</summary>
    public static bool operator ==(TensorIndex left, TensorIndex right) => left.Equals(right);

    /// <summary>Whether two indices differ.</summary>
    public static bool operator !=(TensorIndex left, TensorIndex right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TensorIndex other) => _range.Equals(other._range) && _isPlace == other._isPlace;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorIndex other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_range, _isPlace);

    /// <inheritdoc/>
    public override string ToString() => _isPlace ? _range.Start.ToString() : _range.ToString();

    /// <summary>Takes this of an axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is shorter.</exception>
    internal Tensor Of(Tensor tensor, int axis)
    {
        var length = tensor.Shape[axis];
        int start = _range.Start.GetOffset(length), end = _isPlace ? start + 1 : _range.End.GetOffset(length);
        if (start < 0 || start > end || end > length)
            throw new ArgumentOutOfRangeException(paramName: null, $"axis {axis} of {tensor.Shape} has no part {this}");
        return _isPlace ? Functional.Select(tensor, axis, start) : Functional.Slice(tensor, axis, start, end);
    }
}
