namespace Workflow.Compiled.Generators.Operators;

/// <summary>The places of the smallest elements along an axis.</summary>
internal sealed class ArgMin() : PlaceOperator("ArgMin");
