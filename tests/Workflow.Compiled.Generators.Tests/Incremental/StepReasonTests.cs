using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>What an edit runs again.</summary>
public class StepReasonTests
{
    private const string Module = GeneratorHarness.Usings
        + "[CompiledModule] public partial class Net : Module { private readonly Linear _a = new(8, 4); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => Relu(_a.Forward(x)); }";

    private const string Unrelated = "class Unrelated { int _x = 1; }";

    [Fact]
    public void TheSameInputPrintsNothing()
    {
        var compilation = GeneratorHarness.Compilation(Module, Unrelated);
        var result = GeneratorHarness.Driver().RunGenerators(compilation).RunGenerators(compilation.Clone()).GetRunResult();

        ExpectQuiet(result);
    }

    [Fact]
    public void AnEditInAnotherFileChangesNothing()
    {
        var result = Edit(Module, "class Unrelated { int _x = 2; string _y = \"\"; }");

        ExpectQuiet(result);
    }

    [Fact]
    public void AnEditThatMeansTheSameEndsAtTheModel()
    {
        var result = Edit(Module.Replace("=> Relu", "=> /* activated */ Relu"), Unrelated);

        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, TrackingNames.Read));
        Assert.All(OutputReasons(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void AnEditThatMeansSomethingElsePrintsAgain()
    {
        var result = Edit(Module.Replace("Relu", "Tanh"), Unrelated);

        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, TrackingNames.Read));
        Assert.Equal([IncrementalStepRunReason.Modified], OutputReasons(result));
    }

    [Fact]
    public void AnEditOfOneModuleLeavesTheOtherAlone()
    {
        var other = Module.Replace("class Net", "class Other");
        var driver = GeneratorHarness.Driver().RunGenerators(GeneratorHarness.Compilation(Module, other));

        var result = driver.RunGenerators(GeneratorHarness.Compilation(Module, other.Replace("Relu", "Tanh"))).GetRunResult();

        Assert.Equal(2, OutputReasons(result).Count);
        Assert.Single(OutputReasons(result), IncrementalStepRunReason.Modified);
    }

    /// <summary>Nothing is printed. The module is read again, because the meaning of a file can change with any other, and is found unchanged.</summary>
    private static void ExpectQuiet(GeneratorDriverRunResult result)
    {
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, TrackingNames.Read));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, TrackingNames.Models));
        Assert.Equal([IncrementalStepRunReason.Cached], OutputReasons(result));
    }

    /// <summary>Runs on the original sources, then on the edited ones.</summary>
    private static GeneratorDriverRunResult Edit(string module, string unrelated)
    {
        var before = GeneratorHarness.Compilation(Module, Unrelated);
        var after = before;
        if (module != Module)
            after = after.ReplaceSyntaxTree(after.SyntaxTrees[0], Parse(module, after.SyntaxTrees[0]));
        if (unrelated != Unrelated)
            after = after.ReplaceSyntaxTree(after.SyntaxTrees[1], Parse(unrelated, after.SyntaxTrees[1]));
        return GeneratorHarness.Driver().RunGenerators(before).RunGenerators(after).GetRunResult();
    }

    private static SyntaxTree Parse(string source, SyntaxTree like) =>
        CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)like.Options, like.FilePath);

    private static List<IncrementalStepRunReason> Reasons(GeneratorDriverRunResult result, string step)
    {
        var runs = result.Results[0].TrackedSteps[step];
        Assert.NotEmpty(runs);
        return [.. runs.SelectMany(run => run.Outputs).Select(output => output.Reason)];
    }

    private static List<IncrementalStepRunReason> OutputReasons(GeneratorDriverRunResult result) =>
        [.. result.Results[0].TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];
}
