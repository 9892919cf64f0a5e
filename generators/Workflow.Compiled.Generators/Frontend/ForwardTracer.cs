using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Diagnostics;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Walks the statements of <c>Forward</c> and keeps what each variable holds. Stops at the first thing that it cannot read.</summary>
internal sealed class ForwardTracer(ExpressionTracer expressions, ErrorList errors, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, Traced> _variables = new(SymbolEqualityComparer.Default);

    /// <summary>What <c>Forward</c> returns; null where an error was reported.</summary>
    public Traced? Trace(IMethodSymbol method, IOperation body, Traced input)
    {
        _variables[method.Parameters[0]] = input;
        var block = body is IMethodBodyOperation whole ? whole.BlockBody ?? whole.ExpressionBody : body as IBlockOperation;
        foreach (var statement in block?.Operations ?? [])
        {
            cancellation.ThrowIfCancellationRequested();
            if (statement is IReturnOperation { ReturnedValue: { } returned })
                return expressions.Trace(returned, _variables);
            if (!Execute(statement))
                return null;
        }

        return null;
    }

    private bool Execute(IOperation statement)
    {
        switch (statement)
        {
            case IVariableDeclarationGroupOperation group:
                return group.Declarations.SelectMany(declaration => declaration.Declarators).All(Declare);
            case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment }:
                return Assign(assignment);
            case IExpressionStatementOperation { Operation: ICompoundAssignmentOperation assignment }:
                return Assign(assignment.Target, expressions.TraceCompound(assignment, _variables));
            case IEmptyOperation or ILocalFunctionOperation:
                return true;
            default:
                return errors.Unsupported(
                    statement.Syntax,
                    "this statement in Forward",
                    "use local variables, assignments to them, calls of layers and operators, and one return at the end");
        }
    }

    private bool Declare(IVariableDeclaratorOperation declarator)
    {
        var initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
        // A constant, or a variable that is assigned later, needs no value of the graph.
        if (initializer is null || initializer.Value.ConstantValue.HasValue || declarator.Symbol.IsConst)
            return true;
        return Hold(declarator.Symbol, expressions.Trace(initializer.Value, _variables));
    }

    private bool Assign(ISimpleAssignmentOperation assignment) => Assign(assignment.Target, expressions.Trace(assignment.Value, _variables));

    private bool Assign(IOperation target, Traced? value) => target switch
    {
        ILocalReferenceOperation local => Hold(local.Local, value),
        IParameterReferenceOperation parameter => Hold(parameter.Parameter, value),
        IDiscardOperation => value is not null,
        _ => errors.Unsupported(target.Syntax, $"the assignment to '{target.Syntax}'", "assign to a local variable: a compiled Forward keeps no state"),
    };

    private bool Hold(ISymbol variable, Traced? value)
    {
        if (value is null)
            return false;
        _variables[variable] = expressions.Name(value, variable.Name);
        return true;
    }
}
