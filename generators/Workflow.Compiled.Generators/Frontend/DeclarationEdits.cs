using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Changes of what a class declares.</summary>
internal static class DeclarationEdits
{
    /// <summary>The first part that does not say <c>partial</c> made to say it.</summary>
    public static IReadOnlyList<Edit> MakePartial(INamedTypeSymbol type, CancellationToken cancellation) =>
    [
        .. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()
            .Where(declaration => !declaration.Modifiers.Any(modifier => modifier.ValueText == "partial"))
            .Take(1)
            .Select(declaration => new Edit("Partial", $"Make {type.Name} partial", declaration.Keyword.GetLocation(), $"partial {declaration.Keyword.ValueText}")),
    ];

    /// <summary>The class made to derive from Module; nothing where it has another base class.</summary>
    public static IReadOnlyList<Edit> DeriveFromModule(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        if (type.BaseType is { SpecialType: not SpecialType.System_Object })
            return [];
        var title = $"Derive {type.Name} from Module";
        if (declaration.BaseList is { Types: [var first, ..] })
            return [new Edit("Module", title, Before(first), "Module, ")];
        SyntaxNodeOrToken last = declaration.ParameterList is { } parameters ? parameters : declaration.TypeParameterList is { } types ? types : declaration.Identifier;
        return [new Edit("Module", title, Location.Create(declaration.SyntaxTree, new TextSpan(last.Span.End, 0)), " : Module")];
    }

    /// <summary>A method that is called Forward but for its case.</summary>
    public static IReadOnlyList<Edit> RenameToForward(INamedTypeSymbol type) =>
    [
        .. type.GetMembers().OfType<IMethodSymbol>().Where(method => string.Equals(method.Name, "Forward", StringComparison.OrdinalIgnoreCase))
            .Select(method => new Edit("Forward", $"Write Forward for {method.Name}", method.Locations[0], "Forward")),
    ];

    /// <summary>The shape that the first linear layer over an input asks for.</summary>
    public static IReadOnlyList<Edit> AddShape(IParameterSymbol parameter, Func<SyntaxTree, SemanticModel> models, LayerTable layers, CancellationToken cancellation)
    {
        var forward = parameter.ContainingSymbol.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        var calls = models(forward.SyntaxTree).GetOperation(forward, cancellation)?.Descendants().OfType<IInvocationOperation>() ?? [];
        foreach (var call in calls)
        {
            if (call is { Instance: IMemberReferenceOperation { Member: var member }, Arguments: [{ Value: IParameterReferenceOperation used }] }
                && SymbolEqualityComparer.Default.Equals(used.Parameter, parameter)
                && layers.Find(member)?.Creation?.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "inFeatures")?.Value is { } features
                && (features.ConstantValue is { HasValue: true, Value: int number } ? number.ToString() : features is IParameterReferenceOperation name ? $"\"{name.Parameter.Name}\"" : null) is { } length)
            {
                var text = $"[Shape(\"batch\", {length})] ";
                return [new Edit("Shape", $"Insert {text.TrimEnd()}", Before(parameter.DeclaringSyntaxReferences[0].GetSyntax(cancellation)), text)];
            }
        }

        return [];
    }

    /// <summary>The promise made to say what is returned.</summary>
    public static IEnumerable<Edit> Promise(AttributeData attribute, Shape shape, CancellationToken cancellation)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax { ArgumentList: { } written })
        {
            var text = $"({string.Join(", ", shape.Dimensions.Select(length => length.IsConstant ? length.ToString() : $"\"{length.ToCSharp(symbol => symbol)}\""))})";
            yield return new Edit("Promise", $"Promise {shape}", written.GetLocation(), text);
        }
    }

    private static Location Before(SyntaxNode node) => Location.Create(node.SyntaxTree, new TextSpan(node.SpanStart, 0));
}
