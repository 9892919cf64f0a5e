namespace Workflow.Compiled;

/// <summary>How the losses of single samples or elements become the loss.</summary>
public enum Reduction
{
    /// <summary>Their mean; with class weights, the weighted mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Not at all: <see cref="Loss.PerSample"/> gives them one by one.</summary>
    None,
}
