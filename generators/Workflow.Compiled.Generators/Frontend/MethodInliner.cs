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
        if (!body.Module.Inlined.Add(method))
        {
            body.Module.Errors.Unsupported(call.Syntax, $"the recursive call '{call.Syntax}'", "write a loop");
            return new HeldError();
        }

        try
        {
            return Kept(call, Run(method, Arguments(call)));
        }
        finally
        {
            body.Module.Inlined.Remove(method);
        }
    }

    private Scope Arguments(IInvocationOperation call)
    {
        var scope = new Scope();
        foreach (var argument in call.Arguments)
        {
            var parameter = argument.Parameter!;
            var given = body.Expressions.Evaluate(argument.Value);
            var fits = new ShapePromises(body).Check(
                parameter.GetAttributes(), given, argument.Syntax.GetLocation(), (promised, actual) => $"{call.TargetMethod.Name} expects {promised} for '{parameter.Name}', but {actual}");
            scope[parameter] = fits ? given : new HeldError();
        }

        return scope;
    }

    private Held Run(IMethodSymbol method, Scope scope)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(body.Module.Cancellation);
        var operation = body.Module.Models(syntax.SyntaxTree).GetOperation(syntax, body.Module.Cancellation);
        operation = operation is ILocalFunctionOperation local ? local.Body : operation;
        return (operation is null ? null : body.InOwnScope(scope, () => body.Statements.Run(operation))) ?? new HeldError();
    }

    private Held Kept(IInvocationOperation call, Held result)
    {
        var fits = new ShapePromises(body).Check(
            call.TargetMethod.GetReturnTypeAttributes(), result, call.Syntax.GetLocation(), (promised, actual) => $"{call.TargetMethod.Name} promises {promised}, but {actual}");
        return fits ? result : new HeldError();
    }
}
