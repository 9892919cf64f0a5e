using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What a caller needs to know of a module.</summary>
/// <param name="Inputs">The shapes of its arguments.</param>
/// <param name="Outputs">The shapes of its results, in terms of the symbols of the inputs and of the constructor's parameters.</param>
/// <param name="FreeSymbols">The symbols of the inputs that are no parameters of the constructor, in the order in which they are first mentioned.</param>
internal sealed record ModuleContract(EquatableArray<Shape> Inputs, EquatableArray<Shape> Outputs, EquatableArray<string> FreeSymbols)
{
    /// <summary>The contract of a traced module.</summary>
    public static ModuleContract Of(ModuleModel model)
    {
        var graph = model.Variants[0].Forward;
        var inputs = graph.Inputs.Select(input => graph.Values[input].Shape).ToEquatableArray();
        var known = new HashSet<string>(model.Hyperparameters.Select(hyperparameter => hyperparameter.Name), StringComparer.Ordinal);
        return new ModuleContract(
            inputs,
            graph.Outputs.Select(output => graph.Values[output].Shape).ToEquatableArray(),
            inputs.SelectMany(shape => shape.Dimensions).SelectMany(dimension => dimension.Symbols).Where(symbol => !known.Contains(symbol)).Distinct().ToEquatableArray());
    }
}

/// <summary>The contracts of the modules that a class calls, each read once.</summary>
internal sealed class ContractTable(Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, ModuleContract?> _contracts = new(SymbolEqualityComparer.Default);

    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a module is being read, so that a call of it would never end.</summary>
    public bool IsOpen(INamedTypeSymbol type) => _open.Contains(type);

    /// <summary>The contract of a module of this project; null where it has errors, which are reported where it stands.</summary>
    public ModuleContract? Of(INamedTypeSymbol type)
    {
        if (_contracts.TryGetValue(type, out var known))
            return known;
        var model = ModuleReader.Read(type, models, this, cancellation).Model;
        return _contracts[type] = model is null ? null : ModuleContract.Of(model);
    }

    /// <summary>Notes that a module is being read until the result is disposed.</summary>
    public IDisposable Open(INamedTypeSymbol type)
    {
        _open.Add(type);
        return new Reading(() => _open.Remove(type));
    }

    private sealed class Reading(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
