using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns calls of other compiled modules into nodes that run their frames.</summary>
internal sealed class ModuleCallTracer(BodyTrace body)
{
    private ErrorList Errors => body.Module.Errors;

    public Held Trace(IInvocationOperation call, Layer layer)
    {
        var type = (INamedTypeSymbol)layer.Type;
        if (type.DeclaringSyntaxReferences.Length == 0 || body.Module.Contracts.IsOpen(type))
        {
            Errors.Unsupported(
                call.Syntax,
                $"the call '{call.Syntax}'",
                type.DeclaringSyntaxReferences.Length == 0 ? $"{type.Name} is of another assembly; move the class into this project" : "a module cannot contain itself");
            return new HeldError();
        }

        var arguments = call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => body.Expressions.Tensor(argument.Value)).ToArray();
        // A module with errors of its own has no contract; they are reported there.
        if (arguments.Any(argument => argument is null) || body.Module.Contracts.Of(type) is not { } contract)
            return new HeldError();
        if (Bind(call, layer, contract, arguments!) is not { } bound)
            return new HeldError();

        var callee = layer.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var label = Naming.CamelCase(layer.Name);
        var symbols = contract.FreeSymbols.Select(symbol => bound[symbol]).ToEquatableArray();
        var outputs = body.Graph.Frames(
            contract.Outputs.Select(shape => Replace(shape, bound)),
            label,
            results => new CallNode(callee, layer.Access, symbols, layer.IsFrozen, layer.IsCheckpointed, arguments.Select(argument => argument!.Value.Id).ToEquatableArray(), results, label));
        var held = outputs.Select(output => new HeldTensor(new Traced(output, call.Syntax.ToString()))).ToArray();
        return held.Length == 1 ? held[0] : new HeldTuple(held.Select(item => new HeldItem(item)).ToEquatableArray());
    }

    /// <summary>What the callee's symbols are here: constructor values as they are passed, free lengths as the arguments have them.</summary>
    private Dictionary<string, Dimension>? Bind(IInvocationOperation call, Layer layer, ModuleContract contract, Traced[] arguments)
    {
        var bound = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        foreach (var argument in layer.Creation?.Arguments ?? [])
        {
            if (body.Module.Numbers.Number(argument.Value, layer.Scope) is { } number)
                bound[argument.Parameter!.Name] = number;
        }

        foreach (var (expected, argument) in contract.Inputs.Zip(arguments, (expected, argument) => (expected, argument)))
        {
            if (!Bind(expected, argument, bound))
            {
                Errors.Report(
                    DiagnosticIds.FeatureMismatch,
                    call.Syntax.GetLocation(),
                    [layer.Location],
                    [$"{layer.Name} expects {Replace(expected, bound)}, but {argument.Source} is {argument.ShapeText}"]);
                return null;
            }
        }

        return bound;
    }

    private bool Bind(Shape expected, Traced argument, Dictionary<string, Dimension> bound)
    {
        var actual = argument.Value.Shape;
        if (expected.Rank != actual.Rank)
            return false;
        for (var axis = 0; axis < expected.Rank; axis++)
        {
            var length = expected[axis].Substitute(symbol => bound.TryGetValue(symbol, out var known) ? known : null);
            if (length.Symbols.FirstOrDefault(symbol => !bound.ContainsKey(symbol) && expected[axis].Equals(Dimension.Symbol(symbol))) is { } free)
            {
                bound[free] = actual[axis];
                continue;
            }

            var comparison = Dimension.Compare(length, actual[axis]);
            if (comparison == Comparison.ProvenDifferent)
                return false;
            if (comparison == Comparison.Unknown)
                body.Graph.Guard(length, actual[axis], $"{argument.Source} is {actual}, but its axis {axis} must be {length}");
        }

        return true;
    }

    private static Shape Replace(Shape shape, Dictionary<string, Dimension> bound) =>
        Shape.Of([.. shape.Dimensions.Select(dimension => dimension.Substitute(symbol => bound.TryGetValue(symbol, out var known) ? known : null))]);
}
