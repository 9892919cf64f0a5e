namespace Workflow.Compiled;

/// <summary>How the values of a sequence or an image in another size are made.</summary>
public enum UpsampleMode
{
    /// <summary>The value that lies nearest, towards the start.</summary>
    Nearest,

    /// <summary>For sequences: a mixture of the two values around, by their distances.</summary>
    Linear,

    /// <summary>For images: a mixture of the four pixels around, by their distances.</summary>
    Bilinear,
}
