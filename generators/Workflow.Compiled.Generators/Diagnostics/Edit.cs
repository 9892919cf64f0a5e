using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Workflow.Compiled.Generators.Diagnostics;

/// <summary>A change of the source that cures a diagnostic. It travels inside the diagnostic, so that the code fix need not find it again.</summary>
/// <param name="Kind">What kind of change it is: those of one kind are made together where all are fixed.</param>
/// <param name="Title">What the user chooses.</param>
/// <param name="Place">What is replaced; empty for an insertion.</param>
/// <param name="Text">What stands there afterwards.</param>
internal sealed record Edit(string Kind, string Title, Location Place, string Text)
{
    /// <summary>Puts changes into a diagnostic: texts into its properties, places behind the other additional locations.</summary>
    public static Diagnostic Attach(DiagnosticDescriptor descriptor, Location location, IReadOnlyList<Location> related, IReadOnlyList<Edit> edits, object[] arguments)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        for (var i = 0; i < edits.Count; i++)
        {
            properties[Key(i, nameof(Kind))] = edits[i].Kind;
            properties[Key(i, nameof(Title))] = edits[i].Title;
            properties[Key(i, nameof(Text))] = edits[i].Text;
            properties[Key(i, nameof(Place))] = (related.Count + i).ToString(CultureInfo.InvariantCulture);
        }

        return Diagnostic.Create(descriptor, location, related.Concat(edits.Select(edit => edit.Place)), properties.ToImmutable(), arguments);
    }

    /// <summary>The changes that a diagnostic carries, the likeliest first.</summary>
    public static IEnumerable<Edit> Of(Diagnostic diagnostic)
    {
        for (var i = 0; diagnostic.Properties.TryGetValue(Key(i, nameof(Kind)), out var kind); i++)
        {
            var place = int.Parse(diagnostic.Properties[Key(i, nameof(Place))]!, CultureInfo.InvariantCulture);
            yield return new Edit(kind!, diagnostic.Properties[Key(i, nameof(Title))]!, diagnostic.AdditionalLocations[place], diagnostic.Properties[Key(i, nameof(Text))]!);
        }
    }

    private static string Key(int edit, string part) => $"Edit{edit}.{part}";
}
