extern alias generators;

using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using KnownTypes = generators::Workflow.Compiled.Generators.Frontend.KnownTypes;
using ModuleGenerator = generators::Workflow.Compiled.Generators.ModuleGenerator;
using Readings = generators::Workflow.Compiled.Generators.Incremental.Readings;

namespace Workflow.Compiled.Benchmarks;

/// <summary>
/// What the source generator costs in an editor: <c>generator</c> prints the median time of a whole run over a model of twelve residual blocks, of edits in
/// another file, and of an edit of the model, once everything is compiled. A run includes what Roslyn does to find the classes; of the edit of a method elsewhere,
/// which is the edit that typing makes, the share of our code is printed too.
/// </summary>
internal static class GeneratorCommand
{
    private const int Rounds = 60;
    private const int WarmUp = 20;

    private const int Blocks = 12;

    private static readonly string Module = $$"""
        using Workflow.Compiled;
        using static Workflow.Compiled.Functional;

        [CompiledModule]
        public partial class Block : Module
        {
            private readonly LayerNorm _norm = new(256);
            private readonly Linear _up = new(256, 1024);
            private readonly Linear _down = new(1024, 256);

            public Tensor Forward([Shape("batch", 256)] Tensor x) => x + _down.Forward(Gelu(_up.Forward(_norm.Forward(x))));
        }

        [CompiledModule]
        public partial class ResidualMlp : Module
        {
            private readonly Linear _input = new(784, 256);
            {{string.Concat(Numbers(i => $"private readonly Block _block{i} = new();"))}}
            private readonly Linear _output = new(256, 10);

            public Tensor Forward([Shape("batch", 784)] Tensor images)
            {
                var x = Relu(_input.Forward(images));
                {{string.Concat(Numbers(i => $"x = _block{i}.Forward(x);"))}}
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
        Console.WriteLine($"whole run, {Blocks} blocks            {Median(times.Select(time => time.Whole)):F2} ms");
        Console.WriteLine($"edit of a method elsewhere      {Median(times.Select(time => time.Method)):F2} ms, nothing read; in our code {Median(Enumerable.Range(0, WarmUp + Rounds).Select(OwnShare).Skip(WarmUp)):F3} ms");
        Console.WriteLine($"edit of a declaration elsewhere {Median(times.Select(time => time.Declaration)):F2} ms, nothing printed");
        Console.WriteLine($"edit of the model               {Median(times.Select(time => time.Edit)):F2} ms");
        return 0;
    }

    private static IEnumerable<string> Numbers(Func<int, string> text) => Enumerable.Range(0, Blocks).Select(text);

    private static (double Whole, double Method, double Declaration, double Edit) Round(int number)
    {
        // A new compilation each time: nothing is bound yet, as after an edit.
        var compilation = Compilation();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: Options);
        var whole = Time(() => driver = driver.RunGenerators(compilation));
        var method = Edited(compilation, 1, $"class Other {{ int M() {{ return {number}; }} }}");
        var methodTime = Time(() => driver = driver.RunGenerators(method));
        var declaration = Edited(method, 1, $"class Other {{ int _x = {number}; int M() {{ return {number}; }} }}");
        var declarationTime = Time(() => driver = driver.RunGenerators(declaration));
        var edited = Edited(declaration, 0, Module.Replace("1024", $"{1025 + number}"));
        return (whole, methodTime, declarationTime, Time(() => driver = driver.RunGenerators(edited)));
    }

    /// <summary>What the generator's own code takes after an edit of a method elsewhere: the look at each class, which finds that nothing is to be read.</summary>
    private static double OwnShare(int number)
    {
        var reader = new TimedReader();
        var compilation = Compilation();
        var driver = CSharpGeneratorDriver.Create([reader.AsSourceGenerator()], parseOptions: Options).RunGenerators(compilation);
        reader.Milliseconds = 0;
        driver.RunGenerators(Edited(compilation, 1, $"class Other {{ int M() {{ return {number}; }} }}"));
        return reader.Milliseconds;
    }

    private static CSharpCompilation Compilation() => CSharpCompilation.Create(
        "Edited",
        [Parse(Module), Parse("class Other { int M() { return -1; } }")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static CSharpCompilation Edited(CSharpCompilation compilation, int file, string source) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], Parse(source));

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, Options);

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    /// <summary>The part of <see cref="ModuleGenerator"/> that runs after every edit, with a clock around it.</summary>
    private sealed class TimedReader : IIncrementalGenerator
    {
        public double Milliseconds { get; set; }

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var models = context.SyntaxProvider.ForAttributeWithMetadataName(KnownTypes.CompiledModuleAttribute, (node, _) => node is ClassDeclarationSyntax, Read);
            context.RegisterSourceOutput(models, (_, _) => { });
        }

        private object? Read(GeneratorAttributeSyntaxContext match, CancellationToken cancellation)
        {
            object? model = null;
            Milliseconds += Time(() => model = Readings.Read((INamedTypeSymbol)match.TargetSymbol, match.SemanticModel, cancellation));
            return model;
        }
    }
}
