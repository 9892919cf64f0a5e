namespace Workflow.Compiled;

/// <summary>
/// The operators as functions: <c>using static Workflow.Compiled.Functional;</c>. Each runs at once, on plain scalar code that computes in
/// double, and is the definition of what the compiled code computes.
/// </summary>
public static partial class Functional;
