namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Which of two factors are transposed: all four ways.</summary>
internal sealed class Transpositions : TheoryData<bool, bool>
{
    public Transpositions()
    {
        Add(false, false);
        Add(true, false);
        Add(false, true);
        Add(true, true);
    }
}
