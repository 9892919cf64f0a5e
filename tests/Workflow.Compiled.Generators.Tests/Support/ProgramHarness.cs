using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Workflow.Compiled.Parity.Tests;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Compiles programs in process, runs them, and compares what is compiled with what is eager.</summary>
internal static class ProgramHarness
{
    // Eager code computes in double; float32 differs in the last digits of a sum.
    private const float Tolerance = 2e-5f;

    /// <summary>Compiles a source without a diagnostic of any kind.</summary>
    public static byte[] Build(string name, string source, params byte[][] references) => Build(name, [source], references);

    /// <summary>The same for several files.</summary>
    public static byte[] Build(string name, string[] sources, params byte[][] references)
    {
        var compilation = GeneratorHarness.Compilation(
            name, sources.Select(source => GeneratorHarness.Usings + source), references.Select(image => MetadataReference.CreateFromImage(image)));
        Assert.Empty(GeneratorHarness.Analyze(compilation).GetAwaiter().GetResult());
        GeneratorHarness.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var problems);
        Assert.Empty(problems);
        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden));
        using var image = new MemoryStream();
        Assert.True(generated.Emit(image).Success);
        return image.ToArray();
    }

    /// <summary>Loads images that may reference each other; gives the last.</summary>
    public static Assembly Load(params byte[][] images)
    {
        var context = new AssemblyLoadContext(null);
        return images.Select(image => context.LoadFromStream(new MemoryStream(image))).ToArray()[^1];
    }

    /// <summary>Makes the module of a program of one file.</summary>
    public static Module Create(string source, string type, params object[] arguments) => Create(Load(Build("Tested", source)), type, arguments);

    public static Module Create(Assembly assembly, string type, params object[] arguments) =>
        (Module)Activator.CreateInstance(assembly.GetType(type, throwOnError: true)!, arguments)!;

    /// <summary>Values between -1 and 1.</summary>
    public static Tensor Random(params int[] shape)
    {
        var random = new Random(3);
        return new Tensor([.. Enumerable.Range(0, shape.Aggregate(1, (product, length) => product * length)).Select(_ => 2 * random.NextSingle() - 1)], new Shape(shape));
    }

    /// <summary>Requires prediction, training and gradients to agree with what Forward itself computes.</summary>
    public static void RequireAgreement(Module model, Tensor input)
    {
        Tensor expected = ((dynamic)model).Forward(input);

        RequireClose(expected, model.Predict(input));
        RequireClose(expected, model.CreateTrainingPass(input.Shape[0]).Forward(input));
        if (model.Parameters.Count > 0)
            DirectionalDerivative.Require(model.GetType().Name, model, input);
    }

    private static void RequireClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        for (var i = 0; i < expected.Span.Length; i++)
            Assert.True(MathF.Abs(expected.Span[i] - actual.Span[i]) <= Tolerance * MathF.Max(1, MathF.Abs(expected.Span[i])), $"element {i} is {actual.Span[i]:R}, expected {expected.Span[i]:R}");
    }
}
