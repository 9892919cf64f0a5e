using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns calls of other compiled modules into nodes that run their frames.</summary>
internal sealed class ModuleCallTracer(BodyTrace body)
{
    private ErrorList Errors => body.Module.Errors;

    public Held Trace(IOperation call, Layer layer, Traced[] arguments)
    {
        if (ContractOf(call, ((INamedTypeSymbol)layer.Type).OriginalDefinition) is not { } contract || Bind(call, layer, contract, arguments) is not { } bound)
            return new HeldError();

        var callee = layer.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var label = Naming.CamelCase(layer.Name);
        var symbols = contract.FreeSymbols.Select(symbol => bound[symbol]!).ToEquatableArray();
        var outputs = body.Graph.Frames(
            contract.Outputs.Select(bound.Replace).Zip(ElementsOf(layer.Type), (shape, element) => (shape, element)),
            label,
            results => new CallNode(callee, layer.Access, symbols, bound.Given, layer.IsFrozen, layer.IsCheckpointed, contract.IsOnImages, contract.AreSamplesApart, arguments.Select(argument => argument.Value.Id).ToEquatableArray(), results, label));
        var held = outputs.Select(output => new HeldTensor(new Traced(output, call.Syntax.ToString()))).ToArray();
        return held.Length == 1 ? held[0] : new HeldTuple(held.Select(item => new HeldItem(item)).ToEquatableArray());
    }

    private ModuleContract? ContractOf(IOperation call, INamedTypeSymbol type)
    {
        if (body.Module.Contracts.IsOpen(type))
        {
            Errors.Unsupported(call.Syntax, $"the call '{call.Syntax}'", "a module cannot contain itself");
            return null;
        }

        var isOwn = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, body.Module.Type.ContainingAssembly);
        var (contract, hasErrors) = body.Module.Contracts.Of(type, isOwn);
        // The errors of a module of this project are reported there.
        if (hasErrors)
            Errors.Excuse();
        else if (contract is null)
        {
            Errors.Unsupported(
                call.Syntax,
                $"the call '{call.Syntax}'",
                isOwn ? $"the shapes of what {type.Name} gives depend on its flags; make them the same, or a module for each"
                    : $"{type.ContainingAssembly.Name} says nothing of its shapes; they depend on flags, or it was built with another version of the compiler");
        }

        return contract;
    }

    /// <summary>What the callee's symbols are here; null where an error was reported.</summary>
    private ContractBinding? Bind(IOperation call, Layer layer, ModuleContract contract, Traced[] arguments)
    {
        var bound = ContractBinding.Of(layer.Creation, layer.Scope, body.Module.Numbers);
        foreach (var (expected, argument) in contract.Inputs.Zip(arguments, (expected, argument) => (expected, argument)))
        {
            if (!Bind(expected, argument, layer, bound, contract))
            {
                Errors.Report(
                    DiagnosticIds.FeatureMismatch,
                    call.Syntax.GetLocation(),
                    [layer.Location],
                    ContractEdits.For(layer, expected, argument, body),
                    [$"{layer.Name} expects {bound.Replace(expected)}, but {argument.Source} is {argument.ShapeText}"]);
                return null;
            }
        }

        if (bound.Missing(contract.Symbols) is not { } missing)
            return Keep(call, layer, bound, contract) ? bound : null;
        ReportMissing(call, layer, missing.Split('.')[0]);
        return null;
    }

    /// <summary>Whether what the callee could not prove may hold here. Where it depends on this call, it is checked where this pass begins.</summary>
    private bool Keep(IOperation call, Layer layer, ContractBinding bound, ModuleContract contract)
    {
        foreach (var guard in contract.Guards.Where(guard => bound.Missing(guard.Symbols) is null))
        {
            var kept = bound.Replace(guard, body.Index);
            if (!body.Facts.MayBe(kept))
                return Errors.Report(DiagnosticIds.FeatureMismatch, call.Syntax.GetLocation(), [layer.Location], [$"{layer.Name} cannot take these lengths: {guard.Message}"]);
            if (contract.GuardsOfCalls.Contains(guard))
                body.Agreement.Assume(kept);
        }

        return true;
    }

    private void ReportMissing(IOperation call, Layer layer, string symbol)
    {
        var argument = layer.Creation?.Arguments.FirstOrDefault(argument => argument.Parameter!.Name == symbol);
        if (argument is null)
            Errors.Unsupported(call.Syntax, $"how '{layer.Name}' is made", $"create it where it is declared, or once in the one constructor, with a number for '{symbol}' that is known there");
        else
            Errors.Unsupported(argument.Syntax, $"'{argument.Syntax}' for '{symbol}'", "pass a literal, a const, or a whole number that the constructor was given");
    }

    private bool Bind(Shape expected, Traced argument, Layer layer, ContractBinding bound, ModuleContract contract)
    {
        var actual = argument.Value.Shape;
        if (expected.Rank != actual.Rank)
            return false;
        for (var axis = 0; axis < expected.Rank; axis++)
        {
            if (contract.FreeSymbols.FirstOrDefault(symbol => bound[symbol] is null && expected[axis].Equals(Dimension.Symbol(symbol))) is { } free)
            {
                bound[free] = actual[axis];
                continue;
            }

            // What the constructor was given and nobody sees here is reported with the other symbols that are missing.
            if (bound.Missing(expected[axis].Symbols) is not null)
                continue;
            var length = bound.Replace(expected[axis]);
            if (!body.Facts.MayBe(length, actual[axis]))
                return false;
            body.Agreement.Assume(length, actual[axis], $"{layer.Name} expects {bound.Replace(expected)}, but {argument.Source} is {argument.ShapeText}");
        }

        return true;
    }

    /// <summary>What the results of a module are: the contract knows their shapes, and its Forward the types.</summary>
    private static IEnumerable<ElementType> ElementsOf(ITypeSymbol module)
    {
        var result = module.GetMembers("Forward").OfType<IMethodSymbol>().First(method => !method.IsStatic && !method.IsAbstract).ReturnType;
        var results = result is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select(element => element.Type) : [result];
        return results.Select(type => KnownTypes.IsIndexTensor(type) ? ElementType.Index : ElementType.Float);
    }
}
