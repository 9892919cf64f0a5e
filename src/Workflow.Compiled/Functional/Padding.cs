namespace Workflow.Compiled;

/// <summary>A padding that follows from the kernel.</summary>
public enum Padding
{
    /// <summary>None: only windows that lie inside count.</summary>
    Valid,

    /// <summary>As much as makes the result as long as the input, which needs a stride of 1; where that is odd, the end gets one more than the beginning.</summary>
    Same,
}
