using System.Text.RegularExpressions;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>A small module with one bug, together with its correct twin.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Marked">
/// The members of the module, or a whole file where it says <c>[CompiledModule]</c>. The error stands between <c>[|</c> and <c>|]</c>; where the twin differs
/// is written <c>«wrong→right»</c>.
/// </param>
/// <param name="Id">The id of the one diagnostic.</param>
/// <param name="Message">A part of what it says.</param>
/// <param name="Fix">The title of the code fix that turns the bug into its twin; null where no single change is the cure.</param>
internal sealed partial record ShapeBug(string Name, string Marked, string Id, string Message, string? Fix = null)
{
    private const string Start = "[|";
    private const string End = "|]";

    /// <summary>The bug as a file. Each has a namespace of its own, so that all can be compiled together.</summary>
    public string Wrong => Unmarked(Whole(1));

    /// <summary>The twin as a file.</summary>
    public string Right => Unmarked(Whole(2));

    /// <summary>Where in <see cref="Wrong"/> the diagnostic stands.</summary>
    public (int Start, int End) Span
    {
        get
        {
            var wrong = Whole(1);
            return (wrong.IndexOf(Start, StringComparison.Ordinal), wrong.IndexOf(End, StringComparison.Ordinal) - Start.Length);
        }
    }

    public override string ToString() => Name;

    private string Whole(int side)
    {
        var text = Difference().Replace(Marked, difference => difference.Groups[side].Value);
        var file = text.Contains("[CompiledModule]", StringComparison.Ordinal)
            ? text
            : $"[CompiledModule]\npublic partial class Net : Module\n{{\n    {text.Replace("\n", "\n    ", StringComparison.Ordinal)}\n}}\n";
        return $"{GeneratorHarness.Usings}namespace Bug{Corpus.IndexOf(this)};\n\n{file}";
    }

    private static string Unmarked(string text) => text.Replace(Start, "", StringComparison.Ordinal).Replace(End, "", StringComparison.Ordinal);

    [GeneratedRegex("«([^→»]*)→([^»]*)»")]
    private static partial Regex Difference();
}
