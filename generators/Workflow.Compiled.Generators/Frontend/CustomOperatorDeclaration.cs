using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>A method that is marked <c>[CustomOperator]</c>, whose parts fit together.</summary>
/// <param name="Method">The marked method.</param>
/// <param name="Operands">Its tensors.</param>
/// <param name="Patterns">The shapes of the operands.</param>
/// <param name="Result">The shape of the result.</param>
/// <param name="Forward">The method that computes the result.</param>
/// <param name="Backward">The method that computes the gradients; null where there is none.</param>
/// <param name="IsDifferentiable">Whether a gradient is to flow through it.</param>
internal sealed record CustomOperatorDeclaration(
    IMethodSymbol Method,
    IReadOnlyList<IParameterSymbol> Operands,
    IReadOnlyList<ShapePattern> Patterns,
    ShapePattern Result,
    CustomOperatorMethod Forward,
    CustomOperatorMethod? Backward,
    bool IsDifferentiable)
{
    /// <summary>The place of a parameter among the operands; -1 where it is no tensor.</summary>
    public int PlaceOf(IParameterSymbol parameter) => Operands.ToList().FindIndex(operand => operand.Name == parameter.Name);
}

/// <summary>The forward or the backward method of a custom operator.</summary>
/// <param name="Method">The method.</param>
/// <param name="Roles">What each parameter is.</param>
internal sealed record CustomOperatorMethod(IMethodSymbol Method, IReadOnlyList<CustomParameter> Roles);

/// <summary>What a parameter of the forward or the backward method is.</summary>
internal abstract record CustomParameter
{
    /// <summary>What a tensor is for.</summary>
    /// <param name="Role">An operand, the result, or the gradient of either.</param>
    public sealed record Tensor(CustomArgument Role) : CustomParameter;

    /// <summary>The lengths of an operand.</summary>
    /// <param name="Operand">Its place.</param>
    public sealed record Lengths(int Operand) : CustomParameter;

    /// <summary>A parameter of the marked method.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Constant(string Name) : CustomParameter;
}
