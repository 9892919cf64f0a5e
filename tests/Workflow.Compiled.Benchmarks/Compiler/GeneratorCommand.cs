extern alias generators;

using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModuleGenerator = generators::Workflow.Compiled.Generators.ModuleGenerator;

namespace Workflow.Compiled.Benchmarks;

/// <summary>
/// What the source generator costs in an editor: <c>generator</c> prints the median time of a whole run over the sample's module, of an edit in
/// another file, and of an edit of the module, once everything is compiled.
/// </summary>
internal static class GeneratorCommand
{
    private const int Rounds = 60;
    private const int WarmUp = 20;

    private const string Module = """
        using Workflow.Compiled;
        using static Workflow.Compiled.Functional;

        [CompiledModule]
        public partial class DigitsMlp : Module
        {
            private readonly Linear _hidden1 = new(784, 256);
            private readonly Linear _hidden2 = new(256, 128);
            private readonly Linear _output = new(128, 10);

            public Tensor Forward([Shape("batch", 784)] Tensor images)
            {
                var x = Relu(_hidden1.Forward(images));
                x = Relu(_hidden2.Forward(x));
                return _output.Forward(x);
            }
        }
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Append(typeof(Module).Assembly.Location)
            .Append(typeof(Kernels.Gemm).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static int Run()
    {
        var times = Enumerable.Range(0, WarmUp + Rounds).Select(Round).Skip(WarmUp).ToArray();
        Console.WriteLine($"whole run      {Median(times.Select(time => time.Whole)):F1} ms");
        Console.WriteLine($"unrelated edit {Median(times.Select(time => time.Unrelated)):F1} ms, nothing printed");
        Console.WriteLine($"edit           {Median(times.Select(time => time.Edit)):F1} ms");
        return 0;
    }

    private static (double Whole, double Unrelated, double Edit) Round(int number)
    {
        // A new compilation each time: nothing is bound yet, as after an edit.
        var compilation = Compilation();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: Options);
        var whole = Time(() => driver = driver.RunGenerators(compilation));
        var unrelated = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Parse($"class Other {{ int _x = {number}; }}"));
        var unrelatedTime = Time(() => driver = driver.RunGenerators(unrelated));
        var edited = unrelated.ReplaceSyntaxTree(unrelated.SyntaxTrees[0], Parse(Module.Replace("256", $"{257 + number}")));
        return (whole, unrelatedTime, Time(() => driver = driver.RunGenerators(edited)));
    }

    private static CSharpCompilation Compilation() => CSharpCompilation.Create(
        "Edited",
        [Parse(Module), Parse("class Other { }")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, Options);

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
