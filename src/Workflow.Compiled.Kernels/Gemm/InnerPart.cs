namespace Workflow.Compiled.Kernels;

/// <summary>A part of the inner dimension of a product, as long as a panel of it stays near.</summary>
/// <param name="Step">Its first step.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="IsFirst">Whether its sums are the first that the result holds.</param>
/// <param name="IsLast">Whether its sums complete the result.</param>
internal readonly record struct InnerPart(nint Step, nint Steps, bool IsFirst, bool IsLast);
