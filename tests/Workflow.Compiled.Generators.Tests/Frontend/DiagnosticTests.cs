using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Each mistake gets one error, at the place where the user looks, in full; its correct twin gets none.</summary>
public class DiagnosticTests
{
    /// <summary>Source with the expected span between [| and |], the id, and the message.</summary>
    public static TheoryData<string, string, string> Mistakes { get; } = new()
    {
        {
            "[CompiledModule] public class [|Net|] : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => Relu(x); }",
            "WFC0001",
            "'Net' is marked [CompiledModule] but is not partial, so the compiler cannot add its passes: write 'partial class Net'"
        },
        {
            "public class Outer { [CompiledModule] public partial class [|Net|] : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => Relu(x); } }",
            "WFC0001",
            "'Outer' is marked [CompiledModule] but is not partial, so the compiler cannot add its passes: write 'partial class Outer'"
        },
        {
            "[CompiledModule] public partial class [|Net|] { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => Relu(x); }",
            "WFC0002",
            "'Net' is marked [CompiledModule] but does not derive from Module: write 'class Net : Module'"
        },
        {
            "[CompiledModule] public partial class [|Net|] : Module { }",
            "WFC0003",
            "'Net' has no method Forward for the compiler to read: add 'public Tensor Forward([Shape(\"batch\", ...)] Tensor input)'"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor [|Forward|]([Shape(\"batch\", 8)] Tensor x, int y) => x + y; }",
            "WFC0004",
            "The compiler cannot read this signature of Forward: take tensors and return a tensor or a tuple of them: public Tensor Forward([Shape(\"batch\", ...)] Tensor input)"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([[|Shape(\"2 +\", 8)|]] Tensor x) => Relu(x); }",
            "WFC0004",
            "The compiler cannot read this shape: give each axis a name, a length of at least 1, or an expression of names: [Shape(\"batch\", 784)]"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { [|while (true) { }|] } }",
            "WFC0004",
            "The compiler cannot read a while loop: loop a number of times that the constructor knows, for (var i = 0; i < depth; i++), or over a ModuleList"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => [|Other.Help(x)|]; } static class Other { public static Tensor Help(Tensor x) => x; }",
            "WFC0004",
            "The compiler cannot read the call 'Other.Help(x)': Help is not an operator of the compiler; use the layers and functions that are marked [Operator]"
        },
        {
            "[CompiledModule] public partial class Net : Module { private readonly Linear _a; public Net([|int width|]) => _a = new Linear(8, width * 2); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => _a.Forward(x); }",
            "WFC0004",
            "The compiler cannot read lengths that depend on 'width', which no member holds: store it in a field, _width = width, or use a primary constructor"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { if ([|x.Sum().Item() > 0|]) x = Relu(x); return x; } }",
            "WFC0004",
            "The compiler cannot read the condition 'x.Sum().Item() > 0': conditions may depend on constants and on what the constructor was given, not on data; use Where"
        },
        {
            "[CompiledModule] public partial class Net : Module { private Tensor Again(Tensor x) => [|Again(x)|]; public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => Again(x); }",
            "WFC0004",
            "The compiler cannot read the recursive call 'Again(x)': write a loop"
        },
        {
            "[CompiledModule] public partial class Net(int depth) : Module { private readonly Linear _a = new(8, 4); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { [|for (var i = 0; i < depth; i++) x = _a.Forward(x);|] return x; } }",
            "WFC0010",
            "a turn of this loop changes 'x' from [batch, 8] to [batch, 4], so the next turn would not fit; change the argument"
        },
        {
            "[CompiledModule] public partial class Net(int depth) : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { [|for (var i = 0; i < depth; i++) return Relu(x);|] return x; } }",
            "WFC0004",
            "The compiler cannot read a return inside this loop: return behind the loop"
        },
        {
            "[CompiledModule] public partial class Net(int depth) : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { var n = 1; [|for (var i = 0; i < depth; i++) { n = n + 1; x = Relu(x); }|] return x; } }",
            "WFC0004",
            "The compiler cannot read a loop that changes 'n': only tensors may change from turn to turn where the constructor decides the number of turns"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { [|for (var i = 0; i < 4; i++) { i = i + 1; x = Relu(x); }|] return x; } }",
            "WFC0004",
            "The compiler cannot read this for loop: count up by one to a number that the constructor knows: for (var i = 0; i < depth; i++)"
        },
        {
            "[CompiledModule] public partial class Net : Module { private readonly Net? _self = new(); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => [|_self!.Forward(x)|]; }",
            "WFC0004",
            "The compiler cannot read the call '_self!.Forward(x)': a module cannot contain itself"
        },
        {
            "[CompiledModule] [[|Require(\"width > other\")|]] public partial class Net(int width) : Module { private readonly Linear _a = new(8, width); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => _a.Forward(x); }",
            "WFC0004",
            "The compiler cannot read the requirement 'width > other': write a condition over whole numbers that the constructor is given and that members can reach: [Require(\"width % heads == 0\")]"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => [|x.Chunk(0, dim: 1)|][0]; }",
            "WFC0010",
            "Chunk cannot tell the parts of axis 1 of x [batch, 8]: their lengths must be known while compiling, be at least 1 and add up to that of the axis; change the argument"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { var [|(a, b)|] = x.Chunk(4, dim: 1); return a + b; } }",
            "WFC0010",
            "there are 4 parts for the 2 variables (a, b); change the argument"
        },
        {
            "[CompiledModule] public partial class Net(int width) : Module { public Tensor Forward([Shape(\"batch\", \"width\")] Tensor x) => [|x.Split(width - 1, dim: 1)|][0]; }",
            "WFC0010",
            "Split cannot tell the parts of axis 1 of x [batch, width]: their lengths must be known while compiling, be at least 1 and add up to that of the axis; change the argument"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { var parts = x.Split(4, dim: 1); return [|parts[2]|]; } }",
            "WFC0010",
            "'parts[2]' must be one of 2 parts, by a number that is known while compiling; change the argument"
        },
        {
            "[CompiledModule] public partial class Net : Module { private readonly TensorIndex[] _places = [0]; public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => x[[|_places|]]; }",
            "WFC0004",
            "The compiler cannot read the place '_places': use whole numbers that are known while compiling: x[.., 2..5, ^1]"
        },
        {
            "[CompiledModule] public partial class Net(int width) : Module { public Tensor Forward([Shape(\"batch\", \"width\")] Tensor x) => [|x.Transpose(0, width)|]; }",
            "WFC0004",
            "The compiler cannot read 'width' as an argument of Transpose: pass a number that is known while compiling: a literal or a const"
        },
        {
            "[CompiledModule] public partial class Net : Module { private Tensor? _last; public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { [|_last|] = x; return x; } }",
            "WFC0004",
            "The compiler cannot read the assignment to '_last': assign to a local variable: a compiled Forward keeps no state"
        },
        {
            "[CompiledModule] public partial class Net : Module { private readonly Linear _hidden = new(3136, 128); public Tensor Forward([Shape(\"batch\", 1, 32, 32)] Tensor images) { var x = images.Flatten(1); return [|_hidden.Forward(x)|]; } }",
            "WFC0005",
            "_hidden expects 3136 features, but x gives 1024 (x is [batch, 1·32·32 = 1024], images is [batch, 1, 32, 32]); change one of the two numbers so that they agree"
        },
        {
            "[CompiledModule] public partial class Net : Module { private readonly Linear _a = new(8, 4); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => [|x + _a.Forward(x)|]; }",
            "WFC0006",
            "Add cannot combine x [batch, 8] with _a.Forward(x) [batch, 4]: 8 and 4 differ; aligned at the last axis, two lengths must be equal or one of them 1; reshape one operand"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => [|x.Reshape(-1, 3)|]; }",
            "WFC0007",
            "Reshape cannot reshape x [batch, 8]: 3 does not divide batch·8; choose lengths with the same product, or -1 for one of them"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward(Tensor [|x|]) => Relu(x); }",
            "WFC0008",
            "The compiler needs the shape of 'x': write '[Shape(\"batch\", ...)] Tensor x', with a name for what varies and numbers for the rest"
        },
        {
            "[CompiledModule] public partial class Net : Module { private readonly Linear _a = new(8, 4); [return: [|Shape(\"batch\", 5)|]] public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => _a.Forward(x); }",
            "WFC0009",
            "Forward promises [batch, 5] but returns [batch, 4]: change [return: Shape] or the last layer"
        },
        {
            "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => [|Softmax(x, 2)|]; }",
            "WFC0010",
            "Softmax asks for axis 2, but x [batch, 8] has the axes -2 to 1; change the argument"
        },
        {
            "[CompiledModule] public partial class Net : Module { private readonly Dropout _drop = new(1.5f); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => [|_drop.Forward(x)|]; }",
            "WFC0010",
            "_drop has p = 1.5, but a probability is between 0 and 1 (x is [batch, 8]); change the argument"
        },
    };

    public static TheoryData<string> Twins { get; } = new()
    {
        "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => Relu(x); }",
        "public partial class Outer { [CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => Relu(x); } }",
        "[CompiledModule] public partial class Net : Module { private readonly Linear _hidden = new(1024, 128); public Tensor Forward([Shape(\"batch\", 1, 32, 32)] Tensor images) { var x = images.Flatten(1); return _hidden.Forward(x); } }",
        "[CompiledModule] public partial class Net : Module { private const int Width = 4; private readonly Linear _a; public Net() => _a = new Linear(8, 2 * Width); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => x + _a.Forward(x); }",
        "[CompiledModule] public partial class Net : Module { public Linear Output { get; } = new(outFeatures: 4, inFeatures: 8, bias: false); [return: Shape(\"batch\", 4)] public Tensor Forward([Shape(\"batch\", 8)] Tensor x) { Tensor y; y = Output.Forward(x); y *= 2f; return y; } }",
        "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"n\", 2, 4)] Tensor x) => Softmax(x.Reshape(-1, 8), -1); }",
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task AMistakeGetsOneErrorAtItsPlaceAndNothingIsGenerated(string marked, string id, string message)
    {
        var (source, start, end) = Unmark(GeneratorHarness.Usings + marked);

        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(source));

        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(source[start..end], source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        var (generated, _) = GeneratorHarness.Generate(source);
        Assert.Empty(generated.GeneratedTrees);
        Assert.Empty(generated.Diagnostics);
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task ACorrectTwinGetsNoneAndCompilesWithoutAWarning(string source)
    {
        Assert.Empty(await GeneratorHarness.Analyze(GeneratorHarness.Usings + source));

        var (result, compilation) = GeneratorHarness.Generate(GeneratorHarness.Usings + source);

        Assert.Single(result.GeneratedTrees);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden));
    }

    [Fact]
    public async Task TheLayerIsAnAdditionalPlaceOfAMismatch()
    {
        var source = GeneratorHarness.Usings
            + "[CompiledModule] public partial class Net : Module { private readonly Linear _a = new(9, 4); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => _a.Forward(x); }";

        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(source));

        var place = diagnostic.AdditionalLocations[0].SourceSpan;
        Assert.Equal("new(9, 4)", source[place.Start..place.End]);
    }

    private static (string Source, int Start, int End) Unmark(string marked)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        return (marked.Remove(end + 2, 2).Remove(start, 2), start, end);
    }
}
