using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workflow.Compiled.Generators.Diagnostics;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The shapes of local variables where they are assigned, for an editor to show. A place that is passed several times may have several.</summary>
internal sealed class LocalShapes
{
    private readonly List<(Location Place, string Name, string Shape)> _seen = [];

    /// <summary>The number of notes.</summary>
    public int Count => _seen.Count;

    /// <summary>What is to be shown.</summary>
    public IEnumerable<Diagnostic> Diagnostics => _seen
        .GroupBy(note => (note.Place, note.Name))
        .Select(notes => Diagnostic.Create(
            Descriptors.Get(DiagnosticIds.LocalShape),
            notes.Key.Place,
            notes.Key.Name,
            string.Join(" or ", notes.Select(note => note.Shape).Distinct())));

    /// <summary>Notes what a variable holds from a place on.</summary>
    public void Note(SyntaxNode place, string name, Held held)
    {
        var location = place is VariableDeclaratorSyntax declarator ? declarator.Identifier.GetLocation() : place.GetLocation();
        if (TextOf(held) is { } text)
            _seen.Add((location, name, text));
    }

    /// <summary>Takes back all notes behind the first ones.</summary>
    public void Forget(int count) => _seen.RemoveRange(count, _seen.Count - count);

    private static string? TextOf(Held held) => held switch
    {
        HeldTensor tensor => tensor.Traced.ShapeText,
        HeldTuple { Items: { Count: > 0 } items } when items.All(item => item.Value is HeldTensor) =>
            string.Join(", ", items.Select(item => ((HeldTensor)item.Value).Traced.ShapeText)),
        _ => null,
    };
}
