using System.Collections;
using System.Runtime.CompilerServices;

namespace Workflow.Compiled;

/// <summary>The lengths of the axes of a tensor. Immutable, compared by value, printed as <c>[64, 784]</c>.</summary>
/// <remarks>A collection expression converts to it: <c>new Tensor(values, [64, 784])</c>. The empty shape is that of a single number.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    private readonly int[] _lengths;

    /// <summary>Creates a shape from the lengths of its axes, outermost first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    /// <exception cref="OverflowException">There are more elements than an <see cref="int"/> counts.</exception>
    public Shape(params ReadOnlySpan<int> lengths)
    {
        var count = 1L;
        foreach (var length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
            count = checked(count * length);
        }

        ElementCount = checked((int)count);
        _lengths = lengths.ToArray();
    }

    /// <summary>The number of axes.</summary>
    public int Rank => _lengths.Length;

    /// <summary>The number of elements: the product of all lengths; 1 without axes.</summary>
    public int ElementCount { get; }

    /// <summary>The lengths as a span.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>The length of an axis.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => _lengths[axis];

    /// <summary>The number of axes; the same as <see cref="Rank"/>.</summary>
    public int Count => Rank;

    /// <summary>Makes a shape from a collection expression.</summary>
    public static Shape Create(ReadOnlySpan<int> lengths) => new(lengths);

    /// <summary>Whether two shapes have the same lengths.</summary>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two shapes differ in a length or in rank.</summary>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _lengths.AsSpan().SequenceEqual(other._lengths);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var length in _lengths)
            hash.Add(length);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_lengths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _lengths)}]";

    /// <summary>This shape behind an axis of the given length.</summary>
    internal Shape Prepend(int length) => [length, .. _lengths];

    /// <summary>The product of the lengths from one axis to before another.</summary>
    internal int Product(int from, int to)
    {
        var product = 1;
        for (var axis = from; axis < to; axis++)
            product *= _lengths[axis];
        return product;
    }
}
