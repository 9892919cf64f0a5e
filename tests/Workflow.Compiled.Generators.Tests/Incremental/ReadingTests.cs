using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>A module is read again exactly where an edit in another file can have changed its meaning.</summary>
public class ReadingTests
{
    private const string Module = GeneratorHarness.Usings
        + "[CompiledModule] public partial class Net : Module { private readonly Linear _a = new(8, Sizes.Width); private readonly Inner _inner = new(); "
        + "public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => _inner.Forward(_a.Forward(x)); }";

    private const string Inner = GeneratorHarness.Usings
        + "[CompiledModule] public partial class Inner : Module { public Tensor Forward([Shape(\"batch\", 4)] Tensor x) { return Relu(x); } }";

    private const string Sizes = "public static class Sizes { public const int Width = 4; public static int Twice(int x) { return x + x; } }";

    [Fact]
    public void AnEditOfAMethodElsewhereReadsNothing() => Assert.Same(Unedited, ModelAfter(Sizes, "x + x", "2 * x"));

    [Fact]
    public void AnEditOfADeclarationElsewhereReadsAgain()
    {
        var read = ModelAfter(Sizes, "int Twice", "long Twice");

        Assert.NotSame(Unedited, read);
        Assert.Equal(Unedited, read);
    }

    [Fact]
    public void AnotherConstantElsewhereGivesAnotherModel() => Assert.Null(ModelAfter(Sizes, "Width = 4", "Width = 5"));

    [Fact]
    public void AnotherBodyOfAModuleThatIsCalledGivesAnotherModel() => Assert.NotEqual(Unedited, ModelAfter(Inner, "Relu(x)", "x.Sum([1], true)"));

    [Fact]
    public void AnotherTypeThatHidesALayerGivesAnotherModel() =>
        Assert.Null(ModelAfter(Sizes, "public static class", "public class Linear { public Linear(int a, int b) { } public int Forward(Workflow.Compiled.Tensor x) => 1; } public static class"));

    private static object? Unedited => ModelAfter(Sizes, "", "");

    private static readonly CSharpCompilation Before = GeneratorHarness.Compilation(Module, Inner, Sizes);

    /// <summary>The model of the class after an edit of one file.</summary>
    private static object? ModelAfter(string source, string before, string after)
    {
        var tree = Before.SyntaxTrees.Single(tree => tree.ToString() == source);
        var edited = CSharpSyntaxTree.ParseText(before.Length == 0 ? source : source.Replace(before, after), (CSharpParseOptions)tree.Options, tree.FilePath);
        var result = GeneratorHarness.Driver().RunGenerators(Before).RunGenerators(Before.ReplaceSyntaxTree(tree, edited)).GetRunResult();
        return result.Results[0].TrackedSteps[TrackingNames.Read].SelectMany(run => run.Outputs).Select(output => output.Value).First(model => model is not Graphs.ModuleModel { Name: "Inner" });
    }
}
