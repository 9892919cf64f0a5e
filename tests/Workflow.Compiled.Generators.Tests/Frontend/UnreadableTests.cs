using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Whatever C# allows and the compiler does not read gets one error at its place, which names it and says what to write.</summary>
public class UnreadableTests
{
    private const string Class =
        """
        using System;
        using System.Linq;
        [CompiledModule]
        public partial class Net(int depth, bool flag) : Module
        {
            private readonly Linear _a = new(8, 8);
            private readonly Linear? _b = new(8, 8);
            private readonly Tensor _held = new(new float[8], [8]);
            private readonly Func<Tensor, Tensor> _delegate = x => x;
            private Tensor Bias => _held;
            public event Action? Done;
            public int Depth => depth;
            public virtual Tensor Virtual(Tensor x) => x;
            private static void Nothing(Tensor x) { }
            private static Tensor ByReference(ref Tensor x) => x;
            private static Tensor Again(Tensor x) => Again(x);
            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
        BODY
            }
            private void Use() => Done?.Invoke();
        }
        public static class Other { public static Tensor Help(Tensor x) => x; }
        """;

    /// <summary>A body with the expected span between [| and |], and the message.</summary>
    public static TheoryData<string, string> Constructs { get; } = new()
    {
        { "[|while (flag) { x = Relu(x); }|] return x;", "a while loop: loop a number of times that the constructor knows" },
        { "[|do { x = Relu(x); } while (flag);|] return x;", "a do loop: loop a number of times that the constructor knows" },
        { "[|switch (depth) { case 1: x = Relu(x); break; }|] return x;", "a switch statement: use if and else" },
        { "return [|depth switch { 1 => x, _ => Relu(x) }|];", "a switch expression: use if and else" },
        { "[|try { x = Relu(x); } finally { }|] return x;", "a try statement" },
        { "[|using (var stream = new System.IO.MemoryStream()) { }|] return x;", "a using statement: tensors need no disposal" },
        { "[|using var stream = new System.IO.MemoryStream();|] return x;", "a using statement: tensors need no disposal" },
        { "[|lock (_a) { x = Relu(x); }|] return x;", "a lock statement" },
        { "[|goto end;|] end: return x;", "a goto statement or a label" },
        { "var parts = x.Chunk(2, dim: 1); foreach (var part in parts) { [|break;|] } return x;", "break: every turn of a loop is computed" },
        { "for (var i = 0; i < 2; i++) { [|continue;|] } return x;", "continue: put the rest of the loop" },
        { "[|throw new InvalidOperationException();|]", "a throw statement: demand what constructor values must keep with [Require]" },
        { "return flag ? x : [|throw new InvalidOperationException()|];", "'throw new InvalidOperationException()': demand what" },
        { "Func<Tensor, Tensor> f = [|y => y|]; return x;", "the delegate 'y => y': write a private method" },
        { "return [|_delegate(x)|];", "the call of a delegate '_delegate(x)': write a private method" },
        { "return [|x.Chunk(2, dim: 1).First()|];", "the query 'x.Chunk(2, dim: 1).First()': write a for or foreach loop" },
        { "var parts = [|from part in x.Chunk(2, dim: 1) select part|]; return x;", "a query: write a for or foreach loop" },
        { "if ([|x is { Rank: 2 }|]) x = Relu(x); return x;", "the condition 'x is { Rank: 2 }': conditions may depend on constants" },
        { "var text = [|$\"{depth}\"|]; return x;", "the text $\"{depth}\"" },
        { "dynamic y = 1; return [|y.Relu()|];", "the dynamic expression 'y.Relu()': give variables their types" },
        { "return [|_b?.Forward(x)|]!;", "'_b?.Forward(x)'" },
        { "return [|_held ?? x|];", "'_held ?? x'" },
        { "return ByReference([|ref x|]);", "the argument 'ref x': return what the method computes" },
        { "return [|Other.Help(x)|];", "the call 'Other.Help(x)': Help is not an operator of the compiler" },
        { "return [|Virtual(x)|];", "the call 'Virtual(x)': Virtual is virtual, abstract or has no body" },
        { "[|Nothing(x);|] return x;", "the statement 'Nothing(x)', whose result nobody uses: assign the result" },
        { "return Again(x);", "the recursive call 'Again(x)': write a loop" },
        { "return [|Bias|];", "the property 'Bias': write a method that returns the tensor" },
        { "return [|_held|];", "the tensor '_held': hold what is trained in a Parameter" },
        { "return [|new Tensor(new float[8], [8])|];", "the object 'new Tensor(new float[8], [8])': hold numbers that are not trained in a TensorBuffer" },
        { "return [|new Linear(8, 8).Forward(x)|];", "the layer of 'new Linear(8, 8).Forward(x)': hold the layer in a field" },
        { "[|Done += () => { };|] return x;", "'Done += () => { }'" },
        { "[|x.Span[0]|] = 1; return x;", "the assignment to 'x.Span[0]': assign to a local variable" },
        { "for (var i = 0; i < depth; i++) { x = Change(); } return x; Tensor Change() { x = Relu(x); return x; }", "the call 'Change()', which changes 'x': return what the local function computes" },
        { "[|for (var i = depth; i > 0; i--) x = Relu(x);|] return x;", "this for loop: count up by one" },
        { "return x * [|x.Span.Length|];", "'x.Span.Length'" },
        { "unsafe { } return x;", "" },
    };

    [Theory]
    [MemberData(nameof(Constructs))]
    public async Task GetsOneErrorThatNamesIt(string marked, string message)
    {
        var body = Class.Replace("BODY", marked);
        var start = body.IndexOf("[|", StringComparison.Ordinal) + GeneratorHarness.Usings.Length;
        var end = body.IndexOf("|]", StringComparison.Ordinal) - 2 + GeneratorHarness.Usings.Length;
        var source = GeneratorHarness.Usings + body.Replace("[|", "").Replace("|]", "");

        var diagnostics = await GeneratorHarness.Analyze(source);

        var generated = GeneratorHarness.Generate(source).Result;
        Assert.Empty(generated.Diagnostics);
        if (message.Length == 0)
        {
            Assert.True(diagnostics.Length == 1 || generated.GeneratedTrees.Length == 1, "neither an error nor code");
            return;
        }

        var diagnostic = Assert.Single(diagnostics);
        Assert.Empty(generated.GeneratedTrees);
        Assert.StartsWith($"The compiler cannot read {message}", diagnostic.GetMessage(), StringComparison.Ordinal);
        if (marked.Contains("[|", StringComparison.Ordinal))
            Assert.Equal(source[start..end], source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task AFieldOfATypeParameterIsNoModuleOfKnownShapes()
    {
        const string Source = GeneratorHarness.Usings
            + "[CompiledModule] public partial class Net<T> : Module where T : Module, ILayer, new() { private readonly T _layer = new(); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => _layer.Forward(x); }";

        Assert.Equal(
            "The compiler cannot read the call '_layer.Forward(x)': the shapes of a T are not known: name the class of the module instead of a type parameter",
            Assert.Single(await GeneratorHarness.Analyze(Source)).GetMessage());
    }
}
