using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>How names and numbers are written in C#.</summary>
internal static class CSharp
{
    /// <summary>The name, or where that is a word of the language a longer one.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : name + "Value";

    /// <summary>A float literal that reads back as the same number.</summary>
    public static string Literal(float value) => value switch
    {
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        _ when float.IsNaN(value) => "float.NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "f",
    };

    /// <summary>A register with that number in every lane.</summary>
    public static string Broadcast(float value) => value switch
    {
        1 => "V.One",
        0 when 1 / value > 0 => "V.Zero",
        _ => $"V.Broadcast({Literal(value)})",
    };
}
