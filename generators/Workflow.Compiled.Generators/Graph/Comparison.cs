namespace Workflow.Compiled.Generators.Graphs;

/// <summary>What is known of two symbolic lengths.</summary>
public enum Comparison
{
    /// <summary>They are equal whatever the symbols are.</summary>
    ProvenEqual,

    /// <summary>They differ whatever the symbols are.</summary>
    ProvenDifferent,

    /// <summary>It depends on the symbols.</summary>
    Unknown,
}
