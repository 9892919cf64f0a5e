using System.Runtime.CompilerServices;

namespace Workflow.Compiled;

/// <content>Parts, and the order and number of axes.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// Parts of axes, as with spans: <c>x[.., 2..5]</c> is places 2 to 4 of axis 1, <c>x[0]</c> the first row without its axis, <c>x[.., ^1]</c> the last
    /// column. Axes that are not mentioned stay whole. A copy.
    /// </summary>
    /// <param name="places">A range or a place for each of the first axes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis is shorter (unlike <see cref="Slice"/>, which stops at its end).</exception>
    /// <exception cref="ArgumentException">There are more places than axes.</exception>
    [IndexerName("Part")] // "Item" is the value of a tensor with one element.
    public Tensor this[params TensorIndex[] places]
    {
        [Operator("Index")]
        get
        {
            ArgumentNullException.ThrowIfNull(places);
            if (places.Length > Shape.Rank)
                throw new ArgumentException($"{Shape} has fewer axes than [{string.Join(", ", places)}]", nameof(places));
            // From the last: a place that removes its axis moves only those behind it.
            var part = this;
            for (var axis = places.Length - 1; axis >= 0; axis--)
                part = places[axis].Of(part, axis);
            return part;
        }
    }

    /// <inheritdoc cref="Functional.Transpose"/>
    [Operator("Transpose")]
    public Tensor Transpose(int dim0, int dim1) => Functional.Transpose(this, dim0, dim1);

    /// <inheritdoc cref="Functional.Permute"/>
    [Operator("Permute")]
    public Tensor Permute(params int[] dims) => Functional.Permute(this, dims);

    /// <inheritdoc cref="Functional.Squeeze"/>
    [Operator("Squeeze")]
    public Tensor Squeeze(int dim) => Functional.Squeeze(this, dim);

    /// <inheritdoc cref="Functional.Unsqueeze"/>
    [Operator("Unsqueeze")]
    public Tensor Unsqueeze(int dim) => Functional.Unsqueeze(this, dim);

    /// <inheritdoc cref="Functional.Expand"/>
    [Operator("Expand")]
    public Tensor Expand(params int[] dimensions) => Functional.Expand(this, dimensions);

    /// <inheritdoc cref="Functional.Split(Tensor, int, int)"/>
    [Operator("Split")]
    public Tensor[] Split(int splitSize, int dim = 0) => Functional.Split(this, splitSize, dim);

    /// <inheritdoc cref="Functional.Split(Tensor, int[], int)"/>
    [Operator("Split")]
    public Tensor[] Split(int[] splitSizes, int dim = 0) => Functional.Split(this, splitSizes, dim);

    /// <inheritdoc cref="Functional.Chunk"/>
    [Operator("Chunk")]
    public Tensor[] Chunk(int chunks, int dim = 0) => Functional.Chunk(this, chunks, dim);

    /// <inheritdoc cref="Functional.Slice"/>
    [Operator("Slice")]
    public Tensor Slice(int dim, int start = 0, int end = int.MaxValue, int step = 1) => Functional.Slice(this, dim, start, end, step);

    /// <inheritdoc cref="Functional.Select"/>
    [Operator("Select")]
    public Tensor Select(int dim, int index) => Functional.Select(this, dim, index);
}
