using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>A loop that counts up by one.</summary>
/// <param name="Variable">What counts.</param>
/// <param name="Start">Its first value.</param>
/// <param name="Count">The number of turns.</param>
internal sealed record CountedLoop(ISymbol Variable, Dimension Start, Dimension Count)
{
    /// <summary>Reads a loop; null where it does not count up by one between numbers that are known.</summary>
    public static CountedLoop? Read(IForLoopOperation loop, BodyTrace body)
    {
        if (loop.Before is not [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Initializer.Value: var first } declarator] }] }])
            return null;
        if (loop.AtLoopBottom is not [IExpressionStatementOperation { Operation: var step }] || !CountsUp(step, declarator.Symbol))
            return null;
        if (loop.Condition is not IBinaryOperation { LeftOperand: ILocalReferenceOperation { Local: var compared }, RightOperand: var bound, OperatorKind: var kind }
            || !SymbolEqualityComparer.Default.Equals(compared, declarator.Symbol)
            || kind is not (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual))
        {
            return null;
        }

        if (AssignedVariables.In(loop.Body).Contains(declarator.Symbol, SymbolEqualityComparer.Default))
            return null;
        if (body.Number(first) is not { } start || body.Number(bound) is not { } end)
            return null;
        return new CountedLoop(declarator.Symbol, start, end - start + (kind == BinaryOperatorKind.LessThanOrEqual ? 1 : 0));
    }

    private static bool CountsUp(IOperation step, ISymbol variable) => step switch
    {
        IIncrementOrDecrementOperation { Kind: OperationKind.Increment, Target: ILocalReferenceOperation { Local: var local } } =>
            SymbolEqualityComparer.Default.Equals(local, variable),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Target: ILocalReferenceOperation { Local: var local }, Value.ConstantValue: { HasValue: true, Value: 1 } } =>
            SymbolEqualityComparer.Default.Equals(local, variable),
        _ => false,
    };
}
