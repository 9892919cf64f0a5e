using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The mistakes that people make: each gets one error at its place, its correct twin none, and where one change is the cure, a code fix makes it.</summary>
public class ShapeBugTests
{
    private const int FewestBugs = 80;
    private const int FewestFixes = 40;

    public static TheoryData<string> Names { get; } = [.. Corpus.All.Select(bug => bug.Name)];

    public static TheoryData<string> Fixable { get; } = [.. Corpus.All.Where(bug => bug.Fix is not null).Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ABugGetsOneErrorAtItsPlace(string name)
    {
        var bug = Corpus.Get(name);

        var diagnostic = Assert.Single(await Compiled.Bugs.ComplaintsOf(bug));

        Assert.Equal(bug.Id, diagnostic.Id);
        Assert.Contains(bug.Message, diagnostic.GetMessage());
        var (start, end) = bug.Span;
        Assert.Equal(bug.Wrong[start..end], bug.Wrong[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ItsTwinGetsNoneAndCompiles(string name)
    {
        var bug = Corpus.Get(name);

        Assert.Empty(await Compiled.Twins.ComplaintsOf(bug));
        Assert.Empty(Compiled.Twins.CompilerOn(bug));
    }

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task TheCodeFixTurnsTheBugIntoItsTwin(string name)
    {
        var bug = Corpus.Get(name);

        Assert.Equal(bug.Right, await Compiled.Bugs.Fix(bug));
    }

    [Fact]
    public void TheCorpusIsLargeAndEachBugIsAnother()
    {
        Assert.True(Corpus.All.Count >= FewestBugs);
        Assert.True(Corpus.All.Count(bug => bug.Fix is not null) >= FewestFixes);
        Assert.Equal(Corpus.All.Count, Corpus.All.Select(bug => bug.Wrong).Distinct().Count());
        Assert.Equal(Corpus.All.Count, Corpus.All.Select(bug => bug.Name).Distinct().Count());
    }
}
