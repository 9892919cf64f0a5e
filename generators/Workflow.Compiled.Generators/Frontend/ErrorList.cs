using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Diagnostics;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What is wrong with a class, and what else is to be said about it.</summary>
internal sealed class ErrorList
{
    private readonly List<Diagnostic> _errors = [];
    private readonly List<Diagnostic> _warnings = [];

    /// <summary>Everything that is reported. What several paths or turns have in common is said once.</summary>
    public IReadOnlyList<Diagnostic> All => [.. _errors, .. _warnings.Distinct(), .. Locals.Diagnostics];

    /// <summary>The number of errors.</summary>
    public int Count => _errors.Count;

    /// <summary>The shapes of local variables.</summary>
    public LocalShapes Locals { get; } = new();

    /// <summary>Where the list ends now.</summary>
    public Mark End => new(_errors.Count, _warnings.Count, Locals.Count);

    /// <summary>Takes back everything behind a place.</summary>
    public void Forget(Mark end)
    {
        _errors.RemoveRange(end.Errors, _errors.Count - end.Errors);
        _warnings.RemoveRange(end.Warnings, _warnings.Count - end.Warnings);
        Locals.Forget(end.Locals);
    }

    /// <summary>Reports an error; false, so that a caller can stop with it.</summary>
    public bool Report(string id, Location location, params string[] arguments) => Report(id, location, [], arguments);

    /// <summary>Reports an error with the places that led to it.</summary>
    public bool Report(string id, Location location, IEnumerable<Location> related, params string[] arguments) => Report(id, location, related, [], arguments);

    /// <summary>Reports an error with the places that led to it, and the changes that would cure it.</summary>
    public bool Report(string id, Location location, IEnumerable<Location> related, IReadOnlyList<Edit> edits, string[] arguments)
    {
        _errors.Add(Edit.Attach(Descriptors.Get(id), location, [.. related], edits, arguments.ToArray<object>()));
        return false;
    }

    /// <summary>Reports what is probably not meant.</summary>
    public void Warn(string id, Location location, IReadOnlyList<Edit> edits, string words) =>
        _warnings.Add(Edit.Attach(Descriptors.Get(id), location, [], edits, [words]));

    /// <summary>Whether something is wrong that is reported elsewhere: by the C# compiler, or where another module stands.</summary>
    public bool IsExcused { get; private set; }

    /// <summary>Notes that something is wrong that is reported elsewhere.</summary>
    public void Excuse() => IsExcused = true;

    /// <summary>Reports something that the compiler cannot read, and what to write instead.</summary>
    public bool Unsupported(SyntaxNode syntax, (string What, string Instead) words) => Unsupported(syntax, words.What, words.Instead);

    /// <summary>Reports something that the compiler cannot read, and what to write instead.</summary>
    public bool Unsupported(SyntaxNode syntax, string what, string instead) =>
        Report(DiagnosticIds.Unsupported, syntax.GetLocation(), what, instead);

    /// <summary>A place in the list.</summary>
    internal readonly record struct Mark(int Errors, int Warnings, int Locals);
}
