using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Diagnostics;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What is wrong with a class.</summary>
internal sealed class ErrorList
{
    private readonly List<Diagnostic> _diagnostics = [];

    public IReadOnlyList<Diagnostic> All => _diagnostics;

    /// <summary>The number of errors.</summary>
    public int Count => _diagnostics.Count;

    /// <summary>Takes back all errors behind the first ones.</summary>
    public void Forget(int count) => _diagnostics.RemoveRange(count, _diagnostics.Count - count);

    /// <summary>Reports an error; false, so that a caller can stop with it.</summary>
    public bool Report(string id, Location location, params string[] arguments) => Report(id, location, [], arguments);

    /// <summary>Reports an error with the places that led to it.</summary>
    public bool Report(string id, Location location, IReadOnlyList<Location> related, params string[] arguments) => Report(id, location, related, [], arguments);

    /// <summary>Reports an error with the places that led to it, and the changes that would cure it.</summary>
    public bool Report(string id, Location location, IReadOnlyList<Location> related, IReadOnlyList<Edit> edits, string[] arguments)
    {
        _diagnostics.Add(Edit.Attach(Descriptors.Get(id), location, related, edits, arguments.ToArray<object>()));
        return false;
    }

    /// <summary>Whether something is wrong that is reported elsewhere: by the C# compiler, or where another module stands.</summary>
    public bool IsExcused { get; private set; }

    /// <summary>Notes that something is wrong that is reported elsewhere.</summary>
    public void Excuse() => IsExcused = true;

    /// <summary>Reports something that the compiler cannot read, and what to write instead.</summary>
    public bool Unsupported(SyntaxNode syntax, (string What, string Instead) words) => Unsupported(syntax, words.What, words.Instead);

    /// <summary>Reports something that the compiler cannot read, and what to write instead.</summary>
    public bool Unsupported(SyntaxNode syntax, string what, string instead) =>
        Report(DiagnosticIds.Unsupported, syntax.GetLocation(), what, instead);
}
