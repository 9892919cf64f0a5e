using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The key of the incremental pipeline is value-equal and keeps nothing of the compilation alive.</summary>
public class ModelPurityTests
{
    private const string Source = GeneratorHarness.Usings
        + "[CompiledModule] public partial class Net : Module { private readonly Linear _a = new(8, 4); private readonly Dropout _d = new(0.1f); "
        + "public Tensor Forward([Shape(\"batch\", 2, 4)] Tensor x) => Softmax(_d.Forward(Gelu(_a.Forward(Own.Op(x.Flatten(1), 2)))) * 2f, -1).Sum([1], true); }"
        + "static class Own { [CustomOperator(nameof(F), nameof(B))] [return: Shape(\"...\", \"n\")] public static Tensor Op([Shape(\"...\", \"n\")] Tensor x, int k) => x; "
        + "public static void F(System.ReadOnlySpan<float> x, System.Span<float> y, int k) { } public static void B(System.ReadOnlySpan<float> dy, System.Span<float> dx) { } }";

    [Fact]
    public void NoSymbolSyntaxNodeLocationOrCompilationIsReachable()
    {
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);

        Walk(Model(Source), "model", visited);

        Assert.True(visited.Count > 50, "the walk must have seen the whole model");
    }

    [Fact]
    public void TheModelsOfWholeProgramsArePureAndValueEqual()
    {
        var (first, second) = (Models(ProgramClasses.Source), Models(ProgramClasses.Source));
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);

        Assert.All(first, model => Walk(model, model.Name, visited));
        Assert.Equal(ProgramClasses.Texts.Count, first.Count);
        Assert.Equal(first, second);
        Assert.Equal(first.Select(model => model.GetHashCode()), second.Select(model => model.GetHashCode()));
    }

    [Fact]
    public void TheSameSourceGivesEqualModelsWithEqualHashes()
    {
        var (first, second) = (Model(Source), Model(Source));

        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [InlineData("new(8, 4)", "new(8, 5)")]
    [InlineData("0.1f", "0.2f")]
    [InlineData("Gelu(", "Silu(")]
    [InlineData("* 2f", "* 3f")]
    [InlineData("Flatten(1), 2)", "Flatten(1), 3)")]
    [InlineData("_a", "_b")]
    [InlineData("class Net", "class Other")]
    public void AnotherProgramGivesAnotherModel(string before, string after) =>
        Assert.NotEqual(Model(Source), Model(Source.Replace(before, after)));

    private static ModuleModel Model(string source) => Assert.Single(Models(source));

    private static List<ModuleModel> Models(string source)
    {
        var result = GeneratorHarness.Driver().RunGenerators(GeneratorHarness.Compilation(source)).GetRunResult();
        return [.. result.Results[0].TrackedSteps[TrackingNames.Models].SelectMany(step => step.Outputs).Select(output => Assert.IsType<ModuleModel>(output.Value))];
    }

    private static void Walk(object? node, string path, HashSet<object> visited)
    {
        if (node is null or string || node.GetType().IsPrimitive || node.GetType().IsEnum || !visited.Add(node))
            return;
        Assert.False(node is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or IOperation, $"{path} is a {node.GetType().Name}");
        if (node is IEnumerable items)
        {
            foreach (var item in items)
                Walk(item, path + "[]", visited);
        }

        for (var type = node.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(node), $"{path}.{field.Name}", visited);
        }
    }
}
