using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>How a value came about.</summary>
/// <param name="Operation">The call or the arithmetic.</param>
/// <param name="Operator">The operator's name.</param>
/// <param name="Call">What its shape rule was asked.</param>
/// <param name="Operands">The tensors that it was applied to.</param>
/// <param name="Layer">The layer; null for a function.</param>
internal sealed record Making(IOperation Operation, string Operator, OperatorCall Call, IReadOnlyList<Traced> Operands, Layer? Layer);
