using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Layers that the constructor chooses between, or makes only on a condition: which one a member holds on the path that is traced.</summary>
internal sealed class Choices(BodyTrace body)
{
    /// <summary>The layer that a member holds; as it is declared where no choice is made, or none that the compiler can follow.</summary>
    public Layer? Made(Layer? layer) =>
        layer?.Choice is { } choice && body.Expressions.Known(choice.Condition) is { } isTrue ? layer.Chosen(isTrue) : layer;

    /// <summary>Whether a condition that asks for null holds: <c>_extra is not null</c>, <c>_extra == null</c>, <c>_extra is { } extra</c>. Null for any other condition.</summary>
    public bool? IsNull(IOperation condition) => condition switch
    {
        IIsPatternOperation { Pattern: IConstantPatternOperation pattern } asked when IsNullLiteral(pattern.Value) => IsAbsent(asked.Value),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation pattern } } asked when IsNullLiteral(pattern.Value) => !IsAbsent(asked.Value),
        IIsPatternOperation { Pattern: IRecursivePatternOperation { DeconstructionSubpatterns: [], PropertySubpatterns: [] } pattern } asked => IsPresent(asked.Value, pattern.DeclaredSymbol),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } asked when IsNullLiteral(asked.RightOperand) => IsAbsent(asked.LeftOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } asked when IsNullLiteral(asked.RightOperand) => !IsAbsent(asked.LeftOperand),
        _ => null,
    };

    /// <summary>Whether a member is not null; a variable is then another name for it.</summary>
    private bool? IsPresent(IOperation asked, ISymbol? variable)
    {
        var isPresent = !IsAbsent(asked);
        if (isPresent is true && variable is not null && asked is IMemberReferenceOperation member)
            body.Scope[variable] = StateTracer.IsState(member) ? new StateTracer(body).Trace(member) : new HeldModule(Made(body.Module.Layers.Find(member.Member))!);
        return isPresent;
    }

    private bool? IsAbsent(IOperation asked) => asked switch
    {
        IConversionOperation conversion => IsAbsent(conversion.Operand),
        IMemberReferenceOperation { Member: var member } => Made(body.Module.Layers.Find(member)) switch
        {
            { IsAbsent: true } => true,
            { Creation: not null } => false,
            _ => null,
        },
        _ => null,
    };

    private static bool IsNullLiteral(IOperation operation) => Layer.IsNull(operation);
}
