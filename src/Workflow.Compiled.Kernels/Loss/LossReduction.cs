namespace Workflow.Compiled.Kernels;

/// <summary>How the losses of samples become one number. For the losses one by one there are separate methods.</summary>
public enum LossReduction
{
    /// <summary>Their (weighted) mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}
