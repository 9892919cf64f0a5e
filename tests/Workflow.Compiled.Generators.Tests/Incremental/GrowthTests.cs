using System.Text;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The cost of a module grows in proportion to its length. What is counted is memory, which does not depend on the machine.</summary>
public class GrowthTests
{
    private const int Layers = 500;

    // Twice the work, and a little for what grows with the logarithm.
    private const double MostGrowth = 2.3;

    public static TheoryData<string> Kinds => [.. Programs.Keys];

    private static Dictionary<string, Func<int, string>> Programs { get; } = new(StringComparer.Ordinal)
    {
        ["layers"] = layers => Module(layers, i => $"private readonly Linear _hidden{i} = new(8, 8);", i => $"x = Relu(_hidden{i}.Forward(x));"),
        ["pointwise"] = layers => Module(layers, _ => "", i => i % 2 == 0 ? "x = Tanh(x) * x;" : "x = Where(x < 0, x - 0.5f, x + 0.5f);"),
        ["reductions"] = layers => Module(layers, _ => "", _ => "x = Softmax(x, -1) - x.Mean([0]);"),
        ["views"] = layers => Module(layers, _ => "", _ => "x = Concat([x[.., 4..], Sigmoid(x[.., ..4])], 1).Reshape(-1, 2, 4).Permute(0, 2, 1).Flatten(1);"),
        ["module list"] = layers => Module(
            1, _ => $"private readonly ModuleList<Linear> _layers = new({layers}, () => new Linear(8, 8));", _ => "foreach (var layer in _layers) { x = Relu(layer.Forward(x)); }"),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void CostIsLinear(string kind)
    {
        var source = Programs[kind];
        Allocated(source(Layers / 4));

        var (half, whole) = (Allocated(source(Layers / 2)), Allocated(source(Layers)));

        Assert.True(whole <= MostGrowth * half, $"{kind}: {half:N0} bytes for {Layers / 2} layers, {whole:N0} for {Layers}");
    }

    /// <summary>What a run of the generator allocates, in bytes, its result being right.</summary>
    private static long Allocated(string source)
    {
        var compilation = GeneratorHarness.Compilation(source);
        var driver = GeneratorHarness.Driver();
        // What the C# compiler itself needs is there before.
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS0534");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = driver.RunGenerators(compilation).GetRunResult().Results[0];
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Null(result.Exception);
        Assert.Single(result.GeneratedSources);
        return after - before;
    }

    private static string Module(int layers, Func<int, string> field, Func<int, string> statement)
    {
        var text = new StringBuilder(GeneratorHarness.Usings).AppendLine("[CompiledModule] public partial class Net : Module {");
        for (var i = 0; i < layers; i++)
            text.AppendLine(field(i));
        text.AppendLine("public Tensor Forward([Shape(\"batch\", 8)] Tensor x) {");
        for (var i = 0; i < layers; i++)
            text.AppendLine(statement(i));
        return text.AppendLine("return x; } }").ToString();
    }
}
