namespace Workflow.Compiled.Kernels;

/// <summary>Where a product goes, in pinned memory.</summary>
/// <param name="Data">Its first element.</param>
/// <param name="RowStride">From one row to the next.</param>
/// <param name="FirstRow">The number that its first row has for the epilogue.</param>
/// <param name="IsSum">Whether the product is added to what is there.</param>
internal readonly unsafe record struct Target(nint Data, nint RowStride, nint FirstRow = 0, bool IsSum = false)
{
    /// <summary>The address of an element.</summary>
    public float* At(nint row, nint column) => (float*)Data + (row * RowStride) + column;
}
