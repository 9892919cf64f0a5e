using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What all parts of the tracing of one class share.</summary>
/// <param name="Type">The class.</param>
/// <param name="Models">The semantic model of a file.</param>
/// <param name="Layers">The modules of the class.</param>
/// <param name="Hyperparameters">What its constructor is given.</param>
/// <param name="Contracts">What is known of other compiled modules.</param>
/// <param name="Decisions">The path through conditions on constructor values.</param>
/// <param name="Errors">Takes what is wrong.</param>
/// <param name="Cancellation">Stops the work when the editor has moved on.</param>
internal sealed record ModuleTrace(
    INamedTypeSymbol Type,
    Func<SyntaxTree, SemanticModel> Models,
    LayerTable Layers,
    Hyperparameters Hyperparameters,
    ContractTable Contracts,
    Decisions Decisions,
    ErrorList Errors,
    CancellationToken Cancellation)
{
    /// <summary>Reads expressions that are no tensors.</summary>
    public NumberReader Numbers { get; } = new(Hyperparameters, Layers);

    /// <summary>Reads real numbers.</summary>
    public RealReader Reals => new(Hyperparameters, Numbers);

    /// <summary>What is known of the lengths that the constructor was given.</summary>
    public Facts Facts { get; } = new();

    /// <summary>The equations and orders that <c>[Require]</c> demands.</summary>
    public List<Guard> Demands { get; } = [];

    /// <summary>Lengths that methods of the class have named.</summary>
    public Dictionary<string, Dimension> NamedLengths { get; } = new(StringComparer.Ordinal);

    /// <summary>The methods that are being inlined.</summary>
    public HashSet<ISymbol> Inlined { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The arguments of <c>Forward</c>.</summary>
    public List<Traced> Inputs { get; } = [];

    /// <summary>Notes what the constructor's values must keep.</summary>
    public void Demand(Guard demand)
    {
        Demands.Add(demand);
        Facts.Add(demand);
    }

    /// <summary>Whether a condition is true on the path that is traced; what it says of lengths is known from there on.</summary>
    public bool Decide(string condition, Func<bool, Guard?> says)
    {
        var isTrue = Decisions.Decide(condition, says);
        if (says(isTrue) is { } fact)
            Hyperparameters.Path.Add(fact);
        return isTrue;
    }

    /// <summary>Forgets what belongs to one path through conditions.</summary>
    public void BeginPath()
    {
        Hyperparameters.Path = new Facts(Facts);
        foreach (var fact in Decisions.Facts)
            Hyperparameters.Path.Add(fact);
        Inputs.Clear();
        NamedLengths.Clear();
    }
}
