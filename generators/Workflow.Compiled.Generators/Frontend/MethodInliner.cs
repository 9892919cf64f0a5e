using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Walks methods of the class where they are called.</summary>
internal sealed class MethodInliner(BodyTrace body)
{
    /// <summary>Whether a method is one of the class or of a method of it, whose code is known.</summary>
    public static bool IsOwn(IMethodSymbol method, INamedTypeSymbol type) =>
        (method.MethodKind == MethodKind.LocalFunction || SymbolEqualityComparer.Default.Equals(method.ContainingType, type))
        && method.DeclaringSyntaxReferences.Length == 1 && !method.IsVirtual && !method.IsOverride;

    /// <summary>Walks a method as if it stood here.</summary>
    public Held Inline(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        // Before the method is entered: an argument may be a call of it too.
        var arguments = Arguments(call);
        if (!body.Module.Inlined.Add(method))
        {
            body.Module.Errors.Unsupported(call.Syntax, $"the recursive call '{call.Syntax}'", "write a loop");
            return new HeldError();
        }

        try
        {
            return Kept(call, Run(call, arguments));
        }
        finally
        {
            body.Module.Inlined.Remove(method);
        }
    }

    private Scope Arguments(IInvocationOperation call)
    {
        // A local function sees the variables of the method around it.
        var isLocal = call.TargetMethod.MethodKind == MethodKind.LocalFunction;
        var scope = new Scope(isLocal ? body.Scope : null, isLocal);
        foreach (var argument in call.Arguments)
        {
            var parameter = argument.Parameter!;
            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                body.Module.Errors.Unsupported(argument.Syntax, $"the argument '{argument.Syntax}'", "return what the method computes, as a tuple where it is several things");
                scope[parameter] = new HeldError();
                continue;
            }

            var given = body.Expressions.Evaluate(argument.Value);
            var fits = new ShapePromises(body).Check(
                parameter.GetAttributes(), given, argument.Syntax.GetLocation(), (promised, actual) => $"{call.TargetMethod.Name} expects {promised} for '{parameter.Name}', but {actual}");
            scope[parameter] = fits ? given : new HeldError();
        }

        return scope;
    }

    private Held Run(IInvocationOperation call, Scope scope)
    {
        var method = call.TargetMethod;
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(body.Module.Cancellation);
        var operation = body.Module.Models(syntax.SyntaxTree).GetOperation(syntax, body.Module.Cancellation);
        operation = operation is ILocalFunctionOperation local ? local.Body : operation;
        if (operation is not null && AssignedVariables.In(operation).FirstOrDefault(variable => method.MethodKind == MethodKind.LocalFunction && !IsInside(variable, method)) is { } outer)
        {
            body.Module.Errors.Unsupported(call.Syntax, $"the call '{call.Syntax}', which changes '{outer.Name}'", "return what the local function computes and assign it");
            return new HeldError();
        }

        var errors = body.Module.Errors.Count;
        var result = operation is null ? null : body.InOwnScope(scope, () => body.Statements.Run(operation));
        if (result is null && body.Module.Errors.Count == errors && !body.Module.Errors.IsExcused)
            body.Module.Errors.Unsupported(call.Syntax, $"the call '{call.Syntax}'", $"{method.Name} returns nothing: return what it computes");
        return result ?? new HeldError();
    }

    private static bool IsInside(ISymbol variable, IMethodSymbol method)
    {
        for (var symbol = variable.ContainingSymbol; symbol is not null; symbol = symbol.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(symbol, method))
                return true;
        }

        return false;
    }

    private Held Kept(IInvocationOperation call, Held result)
    {
        var fits = new ShapePromises(body).Check(
            call.TargetMethod.GetReturnTypeAttributes(), result, call.Syntax.GetLocation(), (promised, actual) => $"{call.TargetMethod.Name} promises {promised}, but {actual}");
        return fits ? result : new HeldError();
    }
}
