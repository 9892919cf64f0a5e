namespace Workflow.Compiled;

/// <summary>How <see cref="OneCycleLR"/> goes from one value to another.</summary>
public enum AnnealStrategy
{
    /// <summary>Along half a wave of a cosine: slowly at both ends.</summary>
    Cosine,

    /// <summary>Straight.</summary>
    Linear,
}
