namespace Workflow.Compiled.Kernels;

/// <summary>An inner dimension in pieces of as many steps each, such as the rows of an image: where each begins, counted in elements from the first.</summary>
internal readonly unsafe struct Runs(nint count, nint* left, nint* right)
{
    /// <summary>The number of pieces.</summary>
    public nint Count { get; } = count;

    /// <summary>Where each begins in the left operand.</summary>
    public nint* Left { get; } = left;

    /// <summary>Where each begins in the right operand.</summary>
    public nint* Right { get; } = right;
}
