namespace Workflow.Compiled;

/// <summary>What lies beside the border of a padded tensor.</summary>
public enum PadMode
{
    /// <summary>One number.</summary>
    Constant,

    /// <summary>The elements in reverse order, the border not repeated.</summary>
    Reflect,

    /// <summary>The element at the border, again and again.</summary>
    Replicate,

    /// <summary>The elements of the other border.</summary>
    Circular,
}
