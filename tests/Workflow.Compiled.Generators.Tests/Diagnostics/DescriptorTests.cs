using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Diagnostics;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Every diagnostic is documented, released, and says what to do.</summary>
public class DescriptorTests
{
    public static TheoryData<string> Ids { get; } = [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void HasAPageWithAWrongAndARightExample(string id)
    {
        var page = Repository.Read($"docs/diagnostics/{id}.md");

        Assert.StartsWith($"# {id}: {Descriptors.Get(id).Title}\n", page);
        if (IsComplaint(id))
        {
            Assert.Contains("\nWrong:\n", page);
            Assert.Contains("\nRight:\n", page);
        }

        Assert.EndsWith($"/docs/diagnostics/{id}.md", Descriptors.Get(id).HelpLinkUri);
        Assert.Contains($"[{id}]({id}.md)", Repository.Read("docs/diagnostics/README.md"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void HasARowInTheReleaseNotes(string id)
    {
        var notes = Repository.Read("generators/Workflow.Compiled.Generators/AnalyzerReleases.Unshipped.md");

        Assert.Contains($"{id} | Workflow.Compiled | {Descriptors.Get(id).DefaultSeverity} | {Descriptors.Get(id).Title}\n", notes);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void SaysWhatToDo(string id)
    {
        var message = Descriptors.Get(id).MessageFormat.ToString();

        if (IsComplaint(id))
            Assert.Contains(Remedies, message.Contains);
    }

    private static readonly string[] Remedies = ["write '", "add '", "change ", "reshape ", "choose ", ": {1}"];

    /// <summary>Whether something is wrong: there are also diagnostics that only tell.</summary>
    private static bool IsComplaint(string id) => Descriptors.Get(id).DefaultSeverity > DiagnosticSeverity.Hidden;
}
