namespace Workflow.Compiled.Kernels;

/// <summary>Copies rows of a table; a unit is a row of the destination.</summary>
internal readonly unsafe struct EmbeddingRows(float* table, int* indices, nint width, float* destination) : IRangeKernel
{
    /// <inheritdoc/>
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var i = from; i < to; i++)
            new ReadOnlySpan<float>(table + (indices[i] * width), (int)width).CopyTo(new Span<float>(destination + (i * width), (int)width));
    }
}
