using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>A field or property that holds a layer.</summary>
/// <param name="Member">The field or property.</param>
/// <param name="Creation">The constructor call that makes the layer; null where none is to be seen.</param>
internal sealed record Layer(ISymbol Member, IObjectCreationOperation? Creation)
{
    /// <summary>The values of the layer's parameters, made at the first use and shared by all.</summary>
    public IReadOnlyList<Value>? Parameters { get; set; }

    /// <summary>Where the layer is declared.</summary>
    public Location Location => Creation?.Syntax.GetLocation() ?? Member.Locations[0];
}
