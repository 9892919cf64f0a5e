using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads a class that is marked <c>[CompiledModule]</c>. Shared by the generator, which wants the model, and the analyzer, which wants the errors.</summary>
internal static class ModuleReader
{
    private const int MostPaths = 16;

    /// <param name="type">The class.</param>
    /// <param name="models">The semantic model of a file.</param>
    /// <param name="cancellation">Stops the work when the editor has moved on.</param>
    public static FrontendResult Read(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation) =>
        Read(type, models, new ContractTable(models, cancellation), cancellation);

    /// <summary>Reads a class that another one calls.</summary>
    public static FrontendResult Read(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, ContractTable contracts, CancellationToken cancellation)
    {
#pragma warning disable RS1035 // Numbers in messages and generated code must not depend on the culture of the machine.
        var culture = CultureInfo.CurrentCulture;
        var errors = new ErrorList();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var model = Read(type, models, contracts, errors, cancellation);
            return new FrontendResult(errors.Count == 0 ? model : null, errors.All);
        }
        catch (InsufficientExecutionStackException)
        {
            errors.Report(DiagnosticIds.Unsupported, type.Locations[0], "expressions that are nested this deeply", "assign what is inside to local variables");
            return new FrontendResult(null, errors.All);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
#pragma warning restore RS1035
    }

    private static ModuleModel? Read(
        INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, ContractTable contracts, ErrorList errors, CancellationToken cancellation)
    {
        type = type.OriginalDefinition;
        using var reading = contracts.Open(type);
        if (!IsNamed(type) || !CheckDeclaration(type, errors, cancellation) || FindForward(type, errors) is not { } forward)
            return null;
        if (ReadInputs(forward, parameter => DeclarationEdits.AddShape(parameter, models, new LayerTable(type, models, cancellation), cancellation), errors, cancellation) is not { } shapes)
            return null;

        var syntax = forward.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        if (models(syntax.SyntaxTree).GetOperation(syntax, cancellation) is not { } body)
            return null;
        var module = new ModuleTrace(
            type, models, new LayerTable(type, models, cancellation), new Hyperparameters(type, models, cancellation), contracts, new Decisions(), errors, cancellation);
        module.Hyperparameters.ReachThrough(module.Layers);
        var requirements = RequirementReader.Read(module);
        var paths = CheckLengths(module, forward, shapes) ? ReadPaths(module, forward, body, shapes) : null;
        if (paths is null || errors.Count > 0)
            return null;

        Variant[] variants = [.. paths.Select(path => path.Variant)];
        Hyperparameter[] hyperparameters = [.. module.Hyperparameters.Known.Where(known => module.Hyperparameters.IsUsed(known.Name) || variants.Any(variant => variant.Forward.Mentions(known.Name)))];
        return new ModuleModel(
            HintName(type),
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            ContainingTypes(type).ToEquatableArray(),
            type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            module.Layers.Members.Select(module.Layers.ModelOf).ToEquatableArray(),
            hyperparameters.ToEquatableArray(),
            requirements.ToEquatableArray(),
            ModuleContract.Of(paths, hyperparameters, module.Demands) is { } contract ? ContractText.Write(contract) : "",
            variants.ToEquatableArray());
    }

    /// <summary>Traces every path through conditions on constructor values.</summary>
    private static List<TracedPath>? ReadPaths(ModuleTrace module, IMethodSymbol forward, IOperation body, Shape[] shapes)
    {
        var paths = new List<TracedPath>();
        do
        {
            if (ReadPath(module, forward, body, shapes) is not { } graph)
                return null;
            paths.Add(new TracedPath(new Variant(module.Decisions.Condition, graph), module.Hyperparameters.Path));
            if (paths.Count <= MostPaths)
                continue;
            module.Errors.Unsupported(body.Syntax, $"more than {MostPaths} paths through conditions", "use fewer flags, or a module for each kind");
            return null;
        }
        while (module.Decisions.Next());

        return paths;
    }

    /// <summary>Traces one path. Where conditions that it meets say something of lengths, it is traced again, so that this is known from the beginning.</summary>
    private static Graph? ReadPath(ModuleTrace module, IMethodSymbol forward, IOperation body, Shape[] shapes)
    {
        while (true)
        {
            var known = module.Decisions.Count;
            var graph = Trace(module, forward, body, shapes);
            if (graph is null || !module.Decisions.FactsFrom(known).Any())
                return graph;
        }
    }

    private static Graph? Trace(ModuleTrace module, IMethodSymbol forward, IOperation body, Shape[] shapes)
    {
        module.BeginPath();
        var trace = BodyTrace.Of(module);
        if (shapes[0].Rank > 0 && !module.Hyperparameters.IsParameter(shapes[0][0].ToString()))
            module.Facts.LetBeAny(shapes[0][0].ToString());
        for (var i = 0; i < shapes.Length; i++)
        {
            var parameter = forward.Parameters[i];
            var element = KnownTypes.IsIndexTensor(parameter.Type) ? ElementType.Index : ElementType.Float;
            var input = new Traced(trace.Graph.Input(parameter.Name, shapes[i], element), parameter.Name);
            module.Inputs.Add(input);
            trace.Scope[parameter] = new HeldTensor(input);
        }

        if (Outputs(trace.Statements.Run(body)) is not { } outputs)
        {
            if (module.Errors.Count == 0 && !module.Errors.IsExcused)
                module.Errors.Report(DiagnosticIds.Unsupported, forward.Locations[0], "what Forward returns", "return a tensor or a tuple of tensors on every path");
            return null;
        }

        if (module.Errors.Count > 0)
            return null;
        return CheckReach(module, trace) && CheckOutput(forward, outputs[0], trace)
            ? trace.Graph.Build(outputs.Select(output => trace.Graph[output.Value.Id]))
            : null;
    }

    /// <summary>Whether members can reach every constructor value that a length depends on.</summary>
    private static bool CheckReach(ModuleTrace module, BodyTrace trace)
    {
        var graph = trace.Graph.Build([]);
        var hidden = module.Hyperparameters.Constructor?.Parameters.FirstOrDefault(parameter =>
            !module.Hyperparameters.IsName(parameter.Name) && graph.Mentions(parameter.Name));
        return hidden is null || module.Errors.Unsupported(
            hidden.DeclaringSyntaxReferences[0].GetSyntax(module.Cancellation),
            $"lengths that depend on '{hidden.Name}', which no member holds",
            $"store it in a field, _{hidden.Name} = {hidden.Name}, or use a primary constructor");
    }

    private static Traced[]? Outputs(Held? returned) => returned switch
    {
        HeldTensor tensor => [tensor.Traced],
        HeldTuple tuple when tuple.Items.All(item => item.Value is HeldTensor) => [.. tuple.Items.Select(item => ((HeldTensor)item.Value).Traced)],
        _ => null,
    };

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
            return errors.Report(DiagnosticIds.NotPartial, place, [], DeclarationEdits.MakePartial(type, cancellation), [type.Name]);
        if (!KnownTypes.IsModule(type))
            return errors.Report(DiagnosticIds.NotAModule, place, [], DeclarationEdits.DeriveFromModule(type, declaration), [type.Name]);
        if (Outer(type).FirstOrDefault(outer => !IsPartial(outer, cancellation)) is { } closed)
            return errors.Report(DiagnosticIds.NotPartial, place, [], DeclarationEdits.MakePartial(closed, cancellation), [closed.Name]);
        return true;
    }

    private static IMethodSymbol? FindForward(INamedTypeSymbol type, ErrorList errors)
    {
        var forward = type.GetMembers("Forward").OfType<IMethodSymbol>().FirstOrDefault(method => !method.IsStatic && !method.IsAbstract);
        if (forward is null)
        {
            errors.Report(DiagnosticIds.NoForward, type.Locations[0], [], DeclarationEdits.RenameToForward(type), [type.Name]);
            return null;
        }

        if (forward.Parameters.Length > 0 && forward.Parameters.All(parameter => IsTensor(parameter.Type)) && IsResult(forward.ReturnType))
            return forward;
        errors.Report(
            DiagnosticIds.Unsupported,
            forward.Locations[0],
            "this signature of Forward",
            "take tensors and return a tensor or a tuple of them: public Tensor Forward([Shape(\"batch\", ...)] Tensor input)");
        return null;
    }

    private static bool IsTensor(ITypeSymbol type) => KnownTypes.IsTensor(type) || KnownTypes.IsIndexTensor(type);

    private static bool IsResult(ITypeSymbol type) =>
        IsTensor(type) || type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => IsTensor(element.Type));

    private static Shape[]? ReadInputs(
        IMethodSymbol forward, Func<IParameterSymbol, IReadOnlyList<Edit>> edits, ErrorList errors, CancellationToken cancellation)
    {
        var shapes = forward.Parameters.Select(parameter => ReadInput(parameter, edits, errors, cancellation)).ToArray();
        return shapes.Any(shape => shape is null) ? null : [.. shapes.Select(shape => shape!)];
    }

    /// <summary>Whether every length of the inputs that a call decides is an axis of its own, from which it is read.</summary>
    private static bool CheckLengths(ModuleTrace module, IMethodSymbol forward, Shape[] shapes)
    {
        for (var i = 0; i < shapes.Length; i++)
        {
            if (shapes[i].Dimensions.FirstOrDefault(length => length.Symbols.Any(symbol =>
                !module.Hyperparameters.IsParameter(symbol) && !length.Equals(Dimension.Symbol(symbol)))) is not { } length)
            {
                continue;
            }

            return module.Errors.Unsupported(
                KnownTypes.ShapeOf(forward.Parameters[i].GetAttributes())!.ApplicationSyntaxReference!.GetSyntax(module.Cancellation),
                $"the length '{length}' of an input",
                "give the axis a name of its own; only what the constructor is given can stand in an expression there");
        }

        return true;
    }

    private static Shape? ReadInput(IParameterSymbol parameter, Func<IParameterSymbol, IReadOnlyList<Edit>> edits, ErrorList errors, CancellationToken cancellation)
    {
        if (KnownTypes.ShapeOf(parameter.GetAttributes()) is not { } attribute)
        {
            errors.Report(DiagnosticIds.InputWithoutShape, parameter.Locations[0], [], edits(parameter), [parameter.Name]);
            return null;
        }

        if (ShapeReader.Read(attribute) is { } shape)
            return shape;
        errors.Report(
            DiagnosticIds.Unsupported,
            attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? parameter.Locations[0],
            "this shape",
            "give each axis a name, a length of at least 1, or an expression of names: [Shape(\"batch\", 784)]");
        return null;
    }

    private static bool CheckOutput(IMethodSymbol forward, Traced returned, BodyTrace trace)
    {
        var output = returned.Value.Shape;
        if (KnownTypes.ShapeOf(forward.GetReturnTypeAttributes()) is not { } attribute || ShapeReader.Read(attribute) is not { } promised)
            return true;
        if (!trace.Agreement.MayBe(promised, output))
        {
            return trace.Module.Errors.Report(
                DiagnosticIds.OutputContradiction,
                attribute.ApplicationSyntaxReference?.GetSyntax(trace.Module.Cancellation).GetLocation() ?? forward.Locations[0],
                [],
                [.. new EditWriter(trace).Widen(returned, promised), .. DeclarationEdits.Promise(attribute, output, trace.Module.Cancellation)],
                [promised.ToString(), output.ToString()]);
        }

        trace.Agreement.Assume(promised, output, $"Forward promises {promised} but returns {output}");
        return true;
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
        Outer(type).Reverse().Select(outer => $"partial {Keyword(outer)} {outer.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");

    /// <summary>The headers by which a part is added to a type, outermost first.</summary>
    public static IEnumerable<string> Headers(INamedTypeSymbol type) => ContainingTypes(type).Append($"partial {Keyword(type)} {type.Name}");

    /// <summary>Whether a part can be added to a type: it and all around it are partial, and none is generic or of its file alone.</summary>
    public static bool CanAddTo(INamedTypeSymbol type, CancellationToken cancellation) =>
        IsNamed(type) && Outer(type).Prepend(type).All(part => IsPartial(part, cancellation) && part.TypeParameters.Length == 0 && !part.IsFileLocal);

    private static string Keyword(INamedTypeSymbol type) =>
        (type.IsRecord ? "record " : "") + (type.TypeKind switch
        {
            TypeKind.Struct => "struct",
            TypeKind.Interface => "interface",
            _ => "class",
        });

    private static string HintName(INamedTypeSymbol type) => $"{type.ToDisplayString().Replace('<', '{').Replace('>', '}')}.g.cs";
}
