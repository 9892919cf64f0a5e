namespace Workflow.Compiled.Generators.Tests;

/// <summary>A program with one mistake.</summary>
/// <param name="Namespace">A namespace that no other one has.</param>
/// <param name="Source">Its text.</param>
internal sealed record BrokenProgram(string Namespace, string Source);
