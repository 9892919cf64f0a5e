namespace Workflow.Compiled;

/// <summary>How pixels of a larger image are made.</summary>
public enum UpsampleMode
{
    /// <summary>The pixel that lies nearest, towards the top left.</summary>
    Nearest,

    /// <summary>A mixture of the four pixels around, by their distances.</summary>
    Bilinear,
}
