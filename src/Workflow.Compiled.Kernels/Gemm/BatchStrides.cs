namespace Workflow.Compiled.Kernels;

/// <summary>Several products of the same sizes, in pinned memory: how far apart their factors and results are.</summary>
/// <param name="Count">The number of products.</param>
/// <param name="Left">From one left factor to the next; 0 where they share it.</param>
/// <param name="Right">From one right factor to the next; 0 where they share it.</param>
/// <param name="Result">From one result to the next.</param>
internal readonly record struct BatchStrides(int Count, nint Left, nint Right, nint Result);
