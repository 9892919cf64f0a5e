namespace Workflow.Compiled.Generators.Operators;

/// <summary>The places of the largest elements along an axis.</summary>
internal sealed class ArgMax() : PlaceOperator("ArgMax");
