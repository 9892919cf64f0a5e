using Microsoft.CodeAnalysis.CSharp;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Names for values and layers, made from the user's own.</summary>
internal sealed class Naming
{
    private readonly UniqueNames _names = new();

    /// <summary>A field's name without underscores in front, starting in lower case.</summary>
    public static string CamelCase(string name)
    {
        var trimmed = name.TrimStart('_', '@');
        return trimmed.Length == 0 ? "value" : char.ToLowerInvariant(trimmed[0]) + trimmed.Substring(1);
    }

    /// <summary>The name where it is free and no keyword; else the name with a number.</summary>
    public string Unique(string name)
    {
        name = CamelCase(name);
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None)
            name += "Value";
        return _names.Next(name);
    }
}
