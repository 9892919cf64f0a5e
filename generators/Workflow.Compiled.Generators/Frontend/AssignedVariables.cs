using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The variables that statements assign.</summary>
internal static class AssignedVariables
{
    public static IEnumerable<ISymbol> In(IOperation statements) => statements.DescendantsAndSelf()
        .SelectMany(Targets)
        .Select(target => target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => (ISymbol?)null,
        })
        .OfType<ISymbol>()
        .Distinct<ISymbol>(SymbolEqualityComparer.Default);

    private static IEnumerable<IOperation> Targets(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation assignment => [assignment.Target],
        ICompoundAssignmentOperation assignment => [assignment.Target],
        IIncrementOrDecrementOperation increment => [increment.Target],
        IDeconstructionAssignmentOperation { Target: ITupleOperation tuple } => tuple.Elements,
        _ => [],
    };
}
