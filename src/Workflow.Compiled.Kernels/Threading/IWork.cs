namespace Workflow.Compiled.Kernels;

/// <summary>Work that falls into independent items, which may run in any order and at the same time.</summary>
public interface IWork
{
    /// <summary>Does one item.</summary>
    /// <param name="item">Its number, from 0.</param>
    void Invoke(int item);
}
