using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The contracts of the modules that a class calls, each read once.</summary>
internal sealed class ContractTable(Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, ContractLookup> _contracts = new(SymbolEqualityComparer.Default);

    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a module is being read, so that a call of it would never end.</summary>
    public bool IsOpen(INamedTypeSymbol type) => _open.Contains(type);

    /// <summary>The contract of a module of this project, or as the metadata of another one have it.</summary>
    /// <param name="type">The module.</param>
    /// <param name="isOwn">Whether it is of this project, where its own errors are reported.</param>
    public ContractLookup Of(INamedTypeSymbol type, bool isOwn)
    {
        if (!_contracts.TryGetValue(type, out var known))
            _contracts[type] = known = isOwn ? Read(ModuleReader.Read(type, models, this, cancellation).Model) : new(ContractText.Read(KnownTypes.ContractOf(type) ?? ""), HasErrors: false);
        return known;
    }

    /// <summary>Notes that a module is being read until the result is disposed.</summary>
    public IDisposable Open(INamedTypeSymbol type)
    {
        _open.Add(type);
        return new Reading(() => _open.Remove(type));
    }

    private static ContractLookup Read(ModuleModel? model) => model is null ? new(null, HasErrors: true) : new(ContractText.Read(model.Contract), HasErrors: false);

    private sealed class Reading(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>What is known of a module that a class calls.</summary>
/// <param name="Contract">The contract; null where there is none.</param>
/// <param name="HasErrors">Whether that is because of errors that are reported where the module stands.</param>
internal sealed record ContractLookup(ModuleContract? Contract, bool HasErrors);
