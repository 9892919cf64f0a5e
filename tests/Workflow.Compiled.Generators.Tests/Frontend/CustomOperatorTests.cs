using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Operators of the user's own: what does not fit gets one error, at the place and with the cure; what fits is called by the generated code.</summary>
public class CustomOperatorTests
{
    private const string Forward = "public static void F(ReadOnlySpan<float> x, Span<float> y) { }";
    private const string Backward = "public static void B(ReadOnlySpan<float> dy, Span<float> dx) { }";
    private const string Marked = "[CustomOperator(nameof(F), nameof(B))] [return: Shape(\"...\")] public static Tensor Op([Shape(\"...\")] Tensor x) => x; ";

    /// <summary>Members of a class of operators with the expected span between [| and |], what is wrong, and the cure.</summary>
    public static TheoryData<string, string, string> Mistakes { get; } = new()
    {
        { Marked.Replace("static Tensor Op", "Tensor [|Op|]") + Forward + Backward, "the custom operator Op is not static", "write 'static' in front of it" },
        { Marked.Replace("Op(", "[|Op|]<T>(") + Forward + Backward, "the custom operator Op has type parameters", "write it for one type" },
        { Marked.Replace("static Tensor Op", "static float [|Op|]").Replace("=> x", "=> 1") + Forward + Backward, "the custom operator Op returns float", "return one Tensor" },
        { Marked.Replace("Op([Shape(\"...\")] Tensor x) => x", "[|Op|](int x) => new(1)") + Forward + Backward, "the custom operator Op takes no tensor", "give it a parameter of the type Tensor or IndexTensor" },
        { Marked.Replace("Tensor x)", "in Tensor [|x|])") + Forward + Backward, "'x' is passed by reference", "pass it by value: Tensor x" },
        { Marked.Replace("Tensor x)", "Tensor? [|x|])").Replace("=> x", "=> x!") + Forward + Backward, "the tensor 'x' may be null", "make it an operator with the tensor and another one without" },
        { Marked.Replace("Tensor x)", "Tensor x, object [|z|])") + Forward + Backward, "'z' is neither a tensor nor a constant", "take tensors, numbers, flags, texts, enums, and arrays of numbers" },
        { Marked.Replace("([Shape(\"...\")] Tensor x)", "(Tensor [|x|])") + Forward + Backward, "the tensor 'x' of the custom operator Op has no shape", "write '[Shape(\"...\")] Tensor x'" },
        { Marked.Replace("[return: Shape(\"...\")] ", "").Replace("Op(", "[|Op|](") + Forward + Backward, "the result of the custom operator Op has no shape", "write '[return: Shape(\"...\")]'" },
        { Marked.Replace("[return: Shape(\"...\")]", "[return: [|Shape(\"width\", \"...\")|]]") + Forward + Backward, "the shape of the result cannot be read", "give each axis a name, a length of at least 1, or an expression of names; \"...\" may come first" },
        { Marked.Replace("[return: Shape(\"...\")]", "[return: [|Shape(\"...\")|]]").Replace("[Shape(\"...\")] T", "[Shape(\"n\")] T") + Forward + Backward, "no tensor says what \"...\" in the shape of the result stands for", "write the lengths of the result out" },
        { Marked.Replace("[return: Shape(\"...\")]", "[return: [|Shape(\"...\", \"width\")|]]") + Forward + Backward, "no length of a tensor determines 'width'", "give an axis of a tensor the length \"width\" or a multiple of it, or take a parameter 'int width'" },
        { Marked.Replace("[Shape(\"...\")] T", "[[|Shape(\"...\", \"a * b\")|]] T") + Forward + Backward, "no length of a tensor determines 'a'", "give an axis of a tensor the length \"a\" or a multiple of it, or take a parameter 'int a'" },
        { Marked.Replace("[CustomOperator(nameof(F), nameof(B))]", "[[|CustomOperator(\"G\", nameof(B))|]]") + Forward + Backward, "Operators has no method 'G'", "add 'static void G(ReadOnlySpan<float> x, Span<float> y)'" },
        { Marked.Replace("[CustomOperator(nameof(F), nameof(B))]", "[[|CustomOperator(nameof(F), \"G\")|]]") + Forward + Backward, "Operators has no method 'G'", "add 'static void G(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)'" },
        { Marked + Forward + Backward + Forward.Replace("F(", "[|F|](").Replace(") { }", ", int n) { }"), "there are 2 methods 'F'", "give the one that the custom operator uses a name of its own" },
        { Marked + Forward.Replace("static void F", "void [|F|]") + Backward, "'F' is not static", "write 'static' in front of it" },
        { Marked + Forward.Replace("F(", "[|F|]<T>(") + Backward, "'F' has type parameters", "write it for one type" },
        { Marked + Forward.Replace("void F", "int [|F|]").Replace("{ }", "=> 1;") + Backward, "'F' returns int", "write results to spans: static void F(ReadOnlySpan<float> x, Span<float> y)" },
        { Marked + Forward.Replace("F(", "[|F|](").Replace(", Span<float> y", "") + Backward, "F has no span to write the result to", "add 'Span<float> y'" },
        { Marked + Forward.Replace("Span<float> y", "Span<float> y, Span<float> [|z|]") + Backward, "'z' is a second span that F writes to", "a custom operator has one result; make two operators" },
        { Marked + Forward.Replace("ReadOnlySpan<float> x", "Span<float> [|x|]") + Backward, "'x' is a Span<float>", "write 'ReadOnlySpan<float> x'" },
        { Marked + Forward.Replace("ReadOnlySpan<float> x", "Tensor [|x|]") + Backward, "'x' is a Tensor", "write 'ReadOnlySpan<float> x'" },
        { Marked + Forward.Replace("Span<float> y", "Span<float> y, ReadOnlySpan<float> [|xShape|]") + Backward, "'xShape' is a ReadOnlySpan<float>", "write 'ReadOnlySpan<int> xShape'" },
        { Marked + Forward.Replace("Span<float> y", "Span<float> y, float [|gamma|]") + Backward, "Op(Tensor x) has nothing that 'gamma' could be", "F may take any of ReadOnlySpan<float> x, Span<float> y" },
        { Marked.Replace("Tensor x)", "Tensor x, float beta)") + Forward.Replace("Span<float> y", "Span<float> y, double [|beta|]") + Backward, "'beta' is a double", "write 'float beta'" },
        { Marked.Replace("Tensor x)", "Tensor x, float[] taps)") + Forward.Replace("Span<float> y", "Span<float> y, float[] [|taps|]") + Backward, "'taps' is a float[]", "write 'ReadOnlySpan<float> taps'" },
        { Marked.Replace("Tensor x)", "Tensor x, [Shape(\"...\")] IndexTensor i)") + Forward.Replace("Span<float> y", "Span<float> y, ReadOnlySpan<float> [|i|]") + Backward, "'i' is a ReadOnlySpan<float>", "write 'ReadOnlySpan<int> i'" },
        { Marked + Forward.Replace("ReadOnlySpan<float> x", "ref ReadOnlySpan<float> [|x|]") + Backward, "'x' is passed by reference", "pass it by value: ReadOnlySpan<float> x" },
        { Marked + Forward + Backward.Replace("Span<float> dx", "ReadOnlySpan<float> [|dx|]"), "'dx' is a ReadOnlySpan<float>", "write 'Span<float> dx'" },
        { Marked + Forward + Backward.Replace("ReadOnlySpan<float> dy", "Span<float> [|dy|]"), "'dy' is a Span<float>", "write 'ReadOnlySpan<float> dy'" },
        { Marked + Forward + Backward.Replace("ReadOnlySpan<float> dy", "Span<float> [|y|]"), "'y' is a Span<float>", "write 'ReadOnlySpan<float> y'" },
        { Marked + Forward + Backward.Replace("B(", "[|B|](").Replace(", Span<float> dx", ""), "B does not write the gradient of 'x'", "add 'Span<float> dx'; a tensor without a gradient gets zeros" },
        { Marked.Replace("Tensor x)", "Tensor x, [Shape(\"...\")] Tensor weights)") + Forward + Backward.Replace("B(", "[|B|]("), "B does not write the gradient of 'weights'", "add 'Span<float> dWeights'; a tensor without a gradient gets zeros" },
        { Marked.Replace("Tensor x)", "Tensor x, [Shape(\"...\")] IndexTensor i)") + Forward + Backward.Replace("Span<float> dx", "Span<float> dx, Span<float> [|di|]"), "the IndexTensor 'i' has no gradient", "leave 'di' out" },
        { Marked + Forward + Backward.Replace("Span<float> dx", "Span<float> dx, Span<float> [|dz|]"), "Op(Tensor x) has nothing that 'dz' could be", "B may take any of ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx" },
    };

    /// <summary>A module that calls a custom operator, with the expected span between [| and |], the id and the message.</summary>
    public static TheoryData<string, string, string> WrongCalls { get; } = new()
    {
        {
            Net("[|Own.Op(x)|]") + Class("[CustomOperator(nameof(F), nameof(B))] [return: Shape(\"...\")] public static Tensor Op([Shape(\"...\")] Tensor x) => x; " + Forward + Backward.Replace("public ", "")),
            "WFC0030",
            "generated code in Net cannot call 'B' of Own: make it and its class 'internal'"
        },
        {
            Net("[|Own.Op(x)|]") + Class(Marked.Replace(", nameof(B)", "") + Forward),
            "WFC0031",
            "Op has no backward method, but x needs a gradient through it: name one in [CustomOperator], or write 'IsDifferentiable = false' there if none is to flow"
        },
        {
            Net("[|Own.Op(x, x.Transpose(0, 1))|]") + Class(Marked.Replace("Tensor x)", "Tensor x, [Shape(\"...\")] Tensor w)") + Forward + Backward.Replace("Span<float> dx", "Span<float> dx, Span<float> dw")),
            "WFC0005",
            "Op expects w [...] beside x [...], but gets x.Transpose(0, 1) [8, 4] (x is [4, 8]); change one of the two numbers so that they agree"
        },
        {
            Net("[|Own.Op(x)|]") + Class(Marked.Replace("[Shape(\"...\")] T", "[Shape(\"...\", \"2 * half + 1\")] T") + Forward + Backward),
            "WFC0005",
            "Op expects x [..., half·2 + 1], but gets x [4, 8]; change one of the two numbers so that they agree"
        },
        {
            Net("[|Own.Op(x, 16)|]") + Class(Marked.Replace("Tensor x)", "Tensor x, int step)").Replace("[return: Shape(\"...\")]", "[return: Shape(\"n / step\")]").Replace("[Shape(\"...\")] T", "[Shape(4, \"n\")] T") + Forward + Backward),
            "WFC0010",
            "Op would give [0], which holds nothing; change the argument"
        },
        {
            Net("Own.Op(x, [|_scale|])").Replace("Module {", "Module { private double _scale = 2;") + Class(Marked.Replace("Tensor x)", "Tensor x, double scale)") + Forward + Backward),
            "WFC0004",
            "The compiler cannot read '_scale' for 'scale': pass a constant, a whole number that the constructor was given, or a readonly field of the module"
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task ADeclarationThatDoesNotFitIsOneError(string members, string what, string remedy)
    {
        var (source, text) = Unmark($"static class Operators {{ {members} }}");

        var diagnostic = Assert.Single(await GeneratorHarness.AnalyzeCustomOperators(source));

        Assert.Equal("WFC0030", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal($"{what}: {remedy}", diagnostic.GetMessage());
        Assert.Equal(text, Spanned(diagnostic));
    }

    [Theory]
    [MemberData(nameof(WrongCalls))]
    public async Task AWrongCallIsOneError(string marked, string id, string message)
    {
        var (source, text) = Unmark(marked);

        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(source));

        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(text, Spanned(diagnostic));
        Assert.Empty(await GeneratorHarness.AnalyzeCustomOperators(source));
    }

    [Fact]
    public async Task AModuleSaysNothingOfAnOperatorWithErrorsOfItsOwn()
    {
        var (source, _) = Unmark(Net("Own.Op(x)") + Class(Marked + Forward));

        Assert.Empty(await GeneratorHarness.Analyze(source));
        Assert.Single(await GeneratorHarness.AnalyzeCustomOperators(source));
    }

    [Fact]
    public async Task AnOperatorOfAnotherAssemblyThatDoesNotFitIsReportedAtTheCall()
    {
        var library = GeneratorHarness.Compilation(Unmark("public " + Class(Marked + Forward).TrimStart()).Source);
        var user = GeneratorHarness.Compilation(Unmark(Net("Own.Op(x)")).Source).WithAssemblyName("User").AddReferences(library.ToMetadataReference());

        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(user));

        Assert.Equal(
            "Op of another assembly cannot be called: Own has no method 'B': add 'static void B(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)'",
            diagnostic.GetMessage());
        Assert.Equal("Own.Op(x)", Spanned(diagnostic));
    }

    [Fact]
    public void AnOperatorInAPartialClassGetsAGradientCheck()
    {
        var check = Single("static partial class Own { " + Marked.Replace("Tensor x)", "Tensor x, [Shape(\"...\")] IndexTensor moved, float @in = 0.5f)")
            + Forward + Backward.Replace("Span<float> dx", "Span<float> dx, ReadOnlySpan<int> xShape, float @in") + " }");

        Assert.Contains("CheckOpGradient(global::Workflow.Compiled.Tensor x, global::Workflow.Compiled.IndexTensor moved, float @in = 0.5f) =>", check);
        Assert.Contains("moved2 => Op(moved2, moved, @in)", check);
        Assert.Contains("(moved2, result, resultGradient, gradient) => B(resultGradient, gradient, x.Shape.Lengths, @in)", check);
    }

    [Theory]
    [InlineData("static class Own { M F B }")]
    [InlineData("static partial class Own { M F }")]
    [InlineData("static class Outer { public static partial class Own { M F B } }")]
    [InlineData("static partial class Own { M F B static void CheckOpGradient() { } }")]
    public void NoCheckIsWrittenWhereItCannotStand(string source) =>
        Assert.Empty(GeneratorHarness.Generate(Unmark(source.Replace("M ", Marked).Replace(" F", Forward).Replace(" B ", Backward)).Source).Result.GeneratedTrees);

    [Fact]
    public void AnOperatorOfAnotherAssemblyIsCalled()
    {
        var library = GeneratorHarness.Compilation(Unmark("public " + Class(Marked + Forward + Backward)).Source);
        using var image = new MemoryStream();
        Assert.True(library.WithAssemblyName("Library").Emit(image).Success);
        var user = GeneratorHarness.Compilation(Unmark(Net("Own.Op(x) * 2")).Source).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));

        GeneratorHarness.Driver().RunGeneratorsAndUpdateCompilation(user, out var compiled, out _);

        Assert.Contains("global::Own.F(", compiled.SyntaxTrees.Last().ToString(), StringComparison.Ordinal);
        Assert.Empty(compiled.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void OnlyWhatTheBackwardMethodNamesIsKept()
    {
        var source = "static class Own { " + Marked + Forward + Backward.Replace("ReadOnlySpan<float> dy", "ReadOnlySpan<float> KEPT, ReadOnlySpan<float> dy") + " }\n"
            + "[CompiledModule] public partial class Net : Module { private readonly Linear _a = new(8, 8); public Tensor Forward([Shape(4, 8)] Tensor x) { var p = _a.Forward(x); var q = Own.Op(p); return q * 2; } }";

        Assert.Contains("// saved for backward     p [4, 8]\n", Single(source.Replace("KEPT", "x")), StringComparison.Ordinal);
        Assert.Contains("// saved for backward     q [4, 8]\n", Single(source.Replace("KEPT", "y")), StringComparison.Ordinal);
        Assert.Contains("// saved for backward     nothing\n", Single(source.Replace("ReadOnlySpan<float> KEPT, ", "")), StringComparison.Ordinal);
    }

    private static string Single(string source)
    {
        var (result, compilation) = GeneratorHarness.Generate(Unmark(source).Source);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Assert.Single(result.GeneratedTrees).ToString();
    }

    private static string Net(string result) =>
        $"[CompiledModule] public partial class Net : Module {{ public Tensor Forward([Shape(4, 8)] Tensor x) => {result}; }}\n";

    private static string Class(string members) => $"static class Own {{ {members} }}";

    private static (string Source, string Text) Unmark(string marked)
    {
        var source = "using System;\n" + GeneratorHarness.Usings + marked.Replace("[|", "").Replace("|]", "");
        var (start, end) = (marked.IndexOf("[|", StringComparison.Ordinal), marked.IndexOf("|]", StringComparison.Ordinal));
        return (source, start < 0 ? "" : marked[(start + 2)..end]);
    }

    private static string Spanned(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
