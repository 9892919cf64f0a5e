namespace Workflow.Compiled.Kernels;

/// <summary>A factor of a product in pinned memory.</summary>
/// <param name="Data">Its first element.</param>
/// <param name="RowStride">From one row to the next.</param>
/// <param name="ColumnStride">From one column to the next.</param>
internal readonly unsafe record struct Operand(nint Data, nint RowStride, nint ColumnStride)
{
    /// <summary>The address of an element.</summary>
    public float* At(nint row, nint column) => (float*)Data + (row * RowStride) + (column * ColumnStride);
}
