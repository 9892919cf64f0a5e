namespace Workflow.Compiled.Generators.Graphs;

/// <summary>What a symbol of a module is where the module is called: a value that its constructor was given, or a length of an argument.</summary>
/// <param name="Symbol">The symbol, or the text of an element of a list.</param>
/// <param name="Length">What it is, in terms of the caller.</param>
public sealed record GivenLength(string Symbol, Dimension Length);
