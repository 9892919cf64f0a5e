namespace Workflow.Compiled;

/// <summary>How <see cref="Functional.Gelu"/> computes the normal distribution function.</summary>
public enum GeluApproximation
{
    /// <summary>Exactly, through the error function.</summary>
    None,

    /// <summary>0.5 · (1 + tanh(√(2/π) · (x + 0.044715 · x³))).</summary>
    Tanh,
}
