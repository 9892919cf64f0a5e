using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Finds where in the source a cure is to be made, and what has to be written there.</summary>
internal sealed class EditWriter(BodyTrace body)
{
    /// <summary>The changes that would make a call fit; those that the source has no place for are left out.</summary>
    public IReadOnlyList<Edit> Write(IEnumerable<Cure> cures, Making making) =>
        [.. cures.Select(cure => Write(cure, making)).Where(edit => edit is not null).Select(edit => edit!)];

    /// <summary>Another length of a value's last axis, written where the layer behind it is made; null where no single number decides it.</summary>
    public Edit? Width(Traced traced, Dimension length)
    {
        if (body.MakingOf(traced.Value) is not { } making)
            return Length(traced, length);
        var known = OperatorRegistry.Get(making.Operator);
        if (known.ArgumentForWidth(making.Call, length) is { } argument)
            return Argument(argument, making);
        // What changes no shape and has no parameters of its own hands the width on.
        var tensors = making.Operands.Where(operand => operand.Value.Kind != ValueKind.Constant).ToArray();
        var isTransparent = tensors is [var only] && only.Value.Shape.Equals(traced.Value.Shape) && making.Call.Inputs.Count == making.Operands.Count;
        return isTransparent ? Width(tensors[0], length) : null;
    }

    /// <summary>The last axis of a value made as long as a shape has it.</summary>
    public IReadOnlyList<Edit> Widen(Traced traced, Shape wanted) =>
        wanted.Rank > 0 && wanted.Rank == traced.Value.Shape.Rank && Width(traced, wanted[wanted.Rank - 1]) is { } edit ? [edit] : [];

    /// <summary>Another last length of a parameter or buffer of the class.</summary>
    private Edit? Length(Traced traced, Dimension length)
    {
        var state = traced.Value.Access.Length == 0 ? null : body.Module.Layers.Members.Select(body.Module.Layers.Find).FirstOrDefault(layer => layer!.Access == traced.Value.Access);
        var lengths = state?.Creation?.Arguments.FirstOrDefault()?.Value is { } shape ? Constants.Elements(shape) : null;
        return lengths is { Count: > 0 } ? Number(lengths[lengths.Count - 1], length) : null;
    }

    /// <summary>Another value of an argument; null where nothing can be written there.</summary>
    public Edit? Number(IOperation written, Dimension value) =>
        Text(value, written) is { } text && !written.IsImplicit ? Replace(written.Syntax, text) : null;

    private Edit? Write(Cure cure, Making making) => cure switch
    {
        Cure.Argument argument => Argument(argument, making),
        Cure.Call call => Call(call, making.Operands[call.Operand]),
        Cure.Width width when width.Operand < making.Operands.Count => Width(making.Operands[width.Operand], width.Length),
        _ => null,
    };

    private Edit? Argument(Cure.Argument cure, Making making)
    {
        var arguments = ((making.Operation as IInvocationOperation)?.Arguments ?? []).Concat(making.Layer?.Creation?.Arguments ?? []);
        if (making.Operation is IPropertyReferenceOperation { Arguments: [{ Value: var places }] } && making.Operator == "Select")
            return Number(Constants.Elements(places)![making.Call.Attributes.Int("dim")].Unconverted(), cure.Value);
        if (arguments.FirstOrDefault(argument => argument.Parameter?.Name == cure.Parameter) is not { } found)
            return null;
        if (found.ArgumentKind == ArgumentKind.DefaultValue)
            return Add(found, cure);
        var written = cure.Element < 0 ? found.Value : Constants.Elements(found.Value)?.ElementAtOrDefault(cure.Element);
        return written is null ? null : Number(written, cure.Value);
    }

    /// <summary>An argument that was left at its default.</summary>
    private Edit? Add(IArgumentOperation argument, Cure.Argument cure)
    {
        var list = argument.Parent?.Syntax switch
        {
            InvocationExpressionSyntax call => call.ArgumentList,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            _ => null,
        };
        if (list is null || cure.Element >= 0 || Text(cure.Value, argument) is not { } text)
            return null;
        var name = list.Arguments.Count == argument.Parameter!.Ordinal ? "" : $"{cure.Parameter}: ";
        var place = Location.Create(list.SyntaxTree, new TextSpan(list.CloseParenToken.SpanStart, 0));
        return new Edit("Number", $"Write {text} for {cure.Parameter}", place, $"{(list.Arguments.Count == 0 ? "" : ", ")}{name}{text}");
    }

    /// <summary>A function applied to an operand where it is used; null where it stands nowhere.</summary>
    public static Edit? Call(Cure.Call cure, Traced operand)
    {
        if (operand.Operation is not { Syntax: ExpressionSyntax written } operation)
            return null;
        var arguments = cure.Arguments;
        // A parameter has none of a tensor's methods.
        if (KnownTypes.IsParameter(operation.Unconverted().Type))
            return new Edit(cure.Function, $"Insert {cure.Function}(…, {arguments})", written.GetLocation(), $"Functional.{cure.Function}({written}, {arguments})");
        var title = $"Insert .{cure.Function}({arguments})";
        return written is InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? new Edit(cure.Function, title, Location.Create(written.SyntaxTree, new TextSpan(written.Span.End, 0)), $".{cure.Function}({arguments})")
            : new Edit(cure.Function, title, written.GetLocation(), $"({written}).{cure.Function}({arguments})");
    }

    private static Edit Replace(SyntaxNode written, string text) => new("Number", $"Write {text} for {written}", written.GetLocation(), text);

    /// <summary>A length as C#, where all that it depends on can be reached from a place; else null.</summary>
    private string? Text(Dimension value, IOperation place)
    {
        var hyperparameters = body.Module.Hyperparameters;
        var isInForward = place.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not null;
        var names = hyperparameters.Constructor?.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => isInForward ? hyperparameters.Known.FirstOrDefault(known => known.Name == parameter.Name)?.Access : parameter.Name) ?? [];
        return value.Elements.Any() || value.Symbols.Any(symbol => !names.TryGetValue(symbol, out var access) || access is null)
            ? null
            : value.ToCSharp(symbol => names[symbol]!);
    }
}
