using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads a class that is marked <c>[CompiledModule]</c>. Shared by the generator, which wants the model, and the analyzer, which wants the errors.</summary>
internal static class ModuleReader
{
    /// <param name="type">The class.</param>
    /// <param name="models">The semantic model of a file.</param>
    /// <param name="cancellation">Stops the work when the editor has moved on.</param>
    public static FrontendResult Read(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
    {
#pragma warning disable RS1035 // Numbers in messages and generated code must not depend on the culture of the machine.
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var errors = new ErrorList();
            var model = Read(type, models, errors, cancellation);
            return new FrontendResult(errors.All.Count == 0 ? model : null, errors.All);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
#pragma warning restore RS1035
    }

    private static ModuleModel? Read(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, ErrorList errors, CancellationToken cancellation)
    {
        if (!IsNamed(type) || !CheckDeclaration(type, errors, cancellation) || FindForward(type, errors) is not { } forward)
            return null;
        if (ReadInput(forward, errors, cancellation) is not { } shape)
            return null;

        var graph = new GraphTrace();
        var input = new Traced(graph.Input(forward.Parameters[0].Name, shape), forward.Parameters[0].Name);
        var layers = new LayerTable(type, models, cancellation);
        var expressions = new ExpressionTracer(graph, layers, input, errors);
        var syntax = forward.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        if (models(syntax.SyntaxTree).GetOperation(syntax, cancellation) is not { } body)
            return null;
        if (new ForwardTracer(expressions, errors, cancellation).Trace(forward, body, input) is not { } output)
            return null;
        if (!CheckOutput(forward, output.Value.Shape, shape, errors, cancellation))
            return null;

        return new ModuleModel(
            HintName(type),
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            ContainingTypes(type).ToEquatableArray(),
            type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            layers.All.Select(layer => new MemberModel(layer.Member.Name, KnownTypes.StateNameOf(layer.Member))).ToEquatableArray(),
            [],
            [],
            "",
            [new Variant("", graph.Build(input.Value, output.Value))]);
    }

    /// <summary>Whether the class and all around it have names: half-typed ones may have none, and the C# compiler says so.</summary>
    private static bool IsNamed(INamedTypeSymbol type)
    {
        for (ISymbol symbol = type; symbol is not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
        {
            if (symbol.Name.Length == 0)
                return false;
        }

        return true;
    }

    private static bool CheckDeclaration(INamedTypeSymbol type, ErrorList errors, CancellationToken cancellation)
    {
        var declaration = (TypeDeclarationSyntax)type.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        var place = declaration.Identifier.GetLocation();
        if (!IsPartial(type, cancellation))
            return errors.Report(DiagnosticIds.NotPartial, place, type.Name);
        if (!KnownTypes.IsModule(type))
            return errors.Report(DiagnosticIds.NotAModule, place, type.Name);
        if (type.TypeParameters.Length > 0 || Outer(type).Any(outer => outer.TypeParameters.Length > 0))
            return errors.Unsupported(declaration, $"the generic class '{type.Name}'", "make the class non-generic");
        if (Outer(type).FirstOrDefault(outer => !IsPartial(outer, cancellation)) is { } closed)
            return errors.Report(DiagnosticIds.NotPartial, place, closed.Name);
        return true;
    }

    private static IMethodSymbol? FindForward(INamedTypeSymbol type, ErrorList errors)
    {
        var forward = type.GetMembers("Forward").OfType<IMethodSymbol>().FirstOrDefault(method => !method.IsStatic && !method.IsAbstract);
        if (forward is null)
        {
            errors.Report(DiagnosticIds.NoForward, type.Locations[0], type.Name);
            return null;
        }

        if (forward.Parameters.Length == 1 && KnownTypes.IsTensor(forward.Parameters[0].Type) && KnownTypes.IsTensor(forward.ReturnType))
            return forward;
        errors.Report(
            DiagnosticIds.Unsupported,
            forward.Locations[0],
            "this signature of Forward",
            "take one Tensor and return one Tensor: public Tensor Forward([Shape(\"batch\", ...)] Tensor input)");
        return null;
    }

    private static Shape? ReadInput(IMethodSymbol forward, ErrorList errors, CancellationToken cancellation)
    {
        var parameter = forward.Parameters[0];
        if (KnownTypes.ShapeOf(parameter.GetAttributes()) is not { } attribute)
        {
            errors.Report(DiagnosticIds.InputWithoutShape, parameter.Locations[0], parameter.Name);
            return null;
        }

        var shape = ShapeReader.Read(attribute);
        if (shape is { Rank: > 0 } && IsBatchOf(shape, shape[0]))
            return shape;
        errors.Report(
            DiagnosticIds.Unsupported,
            attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? parameter.Locations[0],
            "this shape",
            "name the batch first and give every other axis its length: [Shape(\"batch\", 784)]");
        return null;
    }

    /// <summary>Whether the first axis is a name, and the only one.</summary>
    private static bool IsBatchOf(Shape shape, Dimension batch) =>
        !batch.IsConstant && shape[0].Equals(batch) && shape.Dimensions.Skip(1).All(dimension => dimension.IsConstant);

    private static bool CheckOutput(IMethodSymbol forward, Shape output, Shape input, ErrorList errors, CancellationToken cancellation)
    {
        if (output.Rank == 0 || !IsBatchOf(output, input[0]))
        {
            return errors.Report(
                DiagnosticIds.Unsupported,
                forward.Locations[0],
                $"a Forward that returns {output}",
                $"return one row a sample: [{input[0]}, ...]");
        }

        if (KnownTypes.ShapeOf(forward.GetReturnTypeAttributes()) is not { } attribute || ShapeReader.Read(attribute) is not { } promised)
            return true;
        var agrees = promised.Rank == output.Rank
            && promised.Dimensions.Zip(output.Dimensions, Dimension.Compare).All(comparison => comparison == Comparison.ProvenEqual);
        return agrees || errors.Report(
            DiagnosticIds.OutputContradiction,
            attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? forward.Locations[0],
            promised.ToString(),
            output.ToString());
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(modifier => modifier.ValueText == "partial"));

    private static IEnumerable<INamedTypeSymbol> Outer(INamedTypeSymbol type)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            yield return outer;
    }

    private static IEnumerable<string> ContainingTypes(INamedTypeSymbol type) =>
        Outer(type).Reverse().Select(outer => $"partial {Keyword(outer)} {outer.Name}");

    private static string Keyword(INamedTypeSymbol type) =>
        (type.IsRecord ? "record " : "") + (type.TypeKind switch
        {
            TypeKind.Struct => "struct",
            TypeKind.Interface => "interface",
            _ => "class",
        });

    private static string HintName(INamedTypeSymbol type) => $"{type.ToDisplayString()}.g.cs";
}
