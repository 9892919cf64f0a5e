using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Walks statements and keeps what each variable holds. A statement with an error leaves what it assigns unknown, and the walk goes on.</summary>
internal sealed class StatementTracer(BodyTrace body)
{
    private const int LongestUnrolled = 256;

    private ErrorList Errors => body.Module.Errors;

    /// <summary>Walks a method; gives what it returns, or null where it does not return.</summary>
    public Held? Run(IOperation method)
    {
        var block = method is IMethodBodyOperation whole ? whole.BlockBody ?? whole.ExpressionBody : method as IBlockOperation;
        return block is null ? null : Run(block.Operations);
    }

    /// <summary>Walks statements; gives what they return, or null where they do not return.</summary>
    public Held? Run(IEnumerable<IOperation> statements)
    {
        foreach (var statement in statements)
        {
            body.Module.Cancellation.ThrowIfCancellationRequested();
            if (Execute(statement) is { } returned)
                return returned;
        }

        return null;
    }

    private Held? Execute(IOperation statement)
    {
        switch (statement)
        {
            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } returned }:
                return body.Expressions.Evaluate(returned);
            case IBlockOperation block:
                return Run(block.Operations);
            case IConditionalOperation condition:
                return Choose(condition);
            case IForEachLoopOperation loop:
                return new LoopTracer(body).Trace(loop);
            case IForLoopOperation loop:
                return For(loop);
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
                    Declare(declarator);
                return null;
            case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment }:
                Assign(assignment.Target, body.Expressions.Evaluate(assignment.Value));
                return null;
            case IExpressionStatementOperation { Operation: ICompoundAssignmentOperation assignment }:
                Assign(assignment.Target, body.Expressions.Compound(assignment));
                return null;
            case IExpressionStatementOperation { Operation: IDeconstructionAssignmentOperation assignment }:
                Assign(assignment.Target, body.Expressions.Evaluate(assignment.Value));
                return null;
            case IEmptyOperation or ILocalFunctionOperation:
                return null;
            case IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation step } when body.Number(step.Target) is { } before:
                Assign(step.Target, new HeldNumber(step.Kind == OperationKind.Increment ? before + 1 : before - 1));
                return null;
            case IExpressionStatementOperation { Operation: IInvalidOperation } or IInvalidOperation:
                Errors.Excuse();
                return new HeldError();
            default:
                Errors.Unsupported(statement.Syntax, Unreadable.Statement(statement));
                return new HeldError();
        }
    }

    /// <summary>Walks the branch that is taken.</summary>
    private Held? Choose(IConditionalOperation condition)
    {
        if (body.Expressions.Decide(condition.Condition) is not { } isTrue)
            return new HeldError();
        var branch = isTrue ? condition.WhenTrue : condition.WhenFalse;
        return branch is null ? null : Execute(branch);
    }

    /// <summary>Walks a loop: turn by turn where its bounds are constants, else as one.</summary>
    private Held? For(IForLoopOperation loop)
    {
        if (CountedLoop.Read(loop, body) is not { } counted)
        {
            Errors.Unsupported(loop.Syntax, "this for loop", "count up by one to a number that the constructor knows: for (var i = 0; i < depth; i++)");
            return new HeldError();
        }

        if (!counted.Count.IsConstant || !counted.Start.IsConstant)
        {
            new LoopTracer(body).Trace(loop, counted);
            return null;
        }

        if (counted.Count.ConstantValue > LongestUnrolled)
        {
            Errors.Unsupported(loop.Syntax, $"a for loop of {counted.Count} turns", $"loops with constant bounds are unrolled, up to {LongestUnrolled} turns; loop over a ModuleList");
            return new HeldError();
        }

        for (var turn = 0; turn < counted.Count.ConstantValue; turn++)
        {
            body.Scope[counted.Variable] = new HeldNumber(counted.Start + turn);
            if (Execute(loop.Body) is { } returned)
                return returned;
        }

        return null;
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        // A variable that is assigned later holds nothing yet.
        if ((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { } initializer)
            Hold(declarator.Symbol, declarator.Syntax, body.Expressions.Evaluate(initializer.Value));
    }

    private void Assign(IOperation target, Held value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Hold(local.Local, local.Syntax, value);
                break;
            case IParameterReferenceOperation parameter:
                Hold(parameter.Parameter, parameter.Syntax, value);
                break;
            case IDiscardOperation:
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value);
                break;
            case ITupleOperation tuple:
                Deconstruct(tuple, value);
                break;
            default:
                Errors.Unsupported(target.Syntax, $"the assignment to '{target.Syntax}'", "assign to a local variable: a compiled Forward keeps no state");
                break;
        }
    }

    private void Deconstruct(ITupleOperation targets, Held value)
    {
        var items = (value as HeldTuple)?.Items;
        if (items is { } several && several.Count != targets.Elements.Length)
        {
            Errors.Report(
                DiagnosticIds.InvalidArgument,
                targets.Syntax.GetLocation(),
                [],
                PartEdits.ForVariables(targets, body),
                [$"there are {several.Count} parts for the {targets.Elements.Length} variables {targets.Syntax}"]);
        }

        for (var i = 0; i < targets.Elements.Length; i++)
            Assign(targets.Elements[i], items is { } held && held.Count == targets.Elements.Length ? held[i].Value : new HeldError());
    }

    private void Hold(ISymbol variable, SyntaxNode place, Held value)
    {
        Errors.Locals.Note(place, variable.Name, value);
        body.Scope[variable] = value is HeldTensor tensor ? new HeldTensor(body.Expressions.Name(tensor.Traced, variable.Name)) : value;
    }
}
