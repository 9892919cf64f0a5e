using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>What [Require] demands is used in proofs; names of lengths mean the same in every method of a class.</summary>
public class FactTests
{
    private const string Heads =
        """
        [CompiledModule]
        [Require("width % heads == 0 && inner == width * 2")]
        public partial class Heads(int width, int heads, int inner) : Module
        {
            private readonly Linear _query = new(width, width);
            private readonly Linear _value = new(width, width);
            private readonly Linear _output = new(width, width);
            private readonly Linear _up = new(width, width * 2);
            private readonly Linear _down = new(inner, width);

            public Tensor Forward([Shape("batch", "time", "width")] Tensor x)
            {
                var (query, value) = (Split(_query.Forward(x)), Split(_value.Forward(x)));
                var weights = Softmax(MatMul(query, value.Transpose(2, 3)) * 0.5f, -1);
                var joined = MatMul(weights, value).Transpose(1, 2);
                x = x + _output.Forward(joined.Flatten(2)) + joined.Reshape(-1, 3, width);
                return x + _down.Forward(Tanh(_up.Forward(x)));
            }

            [return: Shape("batch", "heads", "time", "width / heads")]
            private Tensor Split([Shape("batch", "time", "width")] Tensor x) => x.Reshape(-1, 3, heads, width / heads).Transpose(1, 2);
        }
        """;

    [Fact]
    public void HeadsOfARequiredDivisionAreProven()
    {
        var source = Heads.Replace("\"time\"", "3");
        var assembly = ProgramHarness.Load(ProgramHarness.Build("Tested", source));

        ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "Heads", 6, 2, 12), ProgramHarness.Random(2, 3, 6));
        ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "Heads", 4, 4, 8), ProgramHarness.Random(1, 3, 4));
        Assert.DoesNotContain("RequireEqual", GeneratorHarness.GenerateOne(source), StringComparison.Ordinal);
        Assert.Equal("Heads requires width % heads == 0 && inner == width * 2", Assert.Throws<ArgumentException>(() => ProgramHarness.Create(assembly, "Heads", 5, 2, 10).Parameters).Message);
    }

    [Theory]
    [InlineData(6, 2, 12, null)]
    [InlineData(7, 2, 14, "_heads cannot take these lengths: Heads requires width % heads == 0 && inner == width * 2; change one of the two numbers so that they agree")]
    [InlineData(6, 2, 13, "_heads cannot take these lengths: Heads requires width % heads == 0 && inner == width * 2; change one of the two numbers so that they agree")]
    public async Task ARequirementIsCheckedWhereTheModuleIsMade(int width, int heads, int inner, string? message)
    {
        var source = GeneratorHarness.Usings + Heads.Replace("\"time\"", "3")
            + $"[CompiledModule] public partial class Net : Module {{ private readonly Heads _heads = new({width}, {heads}, {inner}); public Tensor Forward([Shape(\"batch\", 3, {width})] Tensor x) => _heads.Forward(x); }}";

        Assert.Equal(message, (await GeneratorHarness.Analyze(source)).SingleOrDefault()?.GetMessage());
    }

    [Theory]
    [InlineData("[Shape(\"batch\", 7)] Tensor x", "[return: Shape(\"batch\", 8)]", "Half(x)", "Half expects [batch, 7] for 'x', but x is [batch, 8]; change one of the two numbers so that they agree", "x")]
    [InlineData("[Shape(\"batch\", \"n\")] Tensor x", "[return: Shape(\"batch\", \"n - 1\")]", "Half(x)", "Half promises [batch, 7], but Tanh(x) is [batch, 8]; change one of the two numbers so that they agree", "Half(x)")]
    [InlineData("[Shape(\"n * 2\", 8)] Tensor x", "", "Half(x)", "The compiler cannot read the length 'n': name it alone as an axis before it is used in an expression", "Shape(\"n * 2\", 8)")]
    [InlineData("[Shape(\"batch\", \"n\")] Tensor x", "", "Half(x) + Half(x.Chunk(2, dim: 1)[0])", "Half expects [batch, 8] for 'x', but x.Chunk(2, dim: 1) is [batch, 4]; change one of the two numbers so that they agree", "x.Chunk(2, dim: 1)[0]")]
    public async Task ShapesOfMethodsAreChecked(string parameter, string result, string call, string message, string place)
    {
        var source = GeneratorHarness.Usings
            + $"[CompiledModule] public partial class Net : Module {{ {result} private static Tensor Half({parameter}) => Tanh(x); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => {call}; }}";

        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(source));

        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(place, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task ALengthOfAnInputIsAnAxisOfItsOwn()
    {
        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(
            GeneratorHarness.Usings + "[CompiledModule] public partial class Net : Module { public Tensor Forward([Shape(\"batch\", \"n * 2\")] Tensor x) => x; }"));

        Assert.Equal(
            "The compiler cannot read the length 'n·2' of an input: give the axis a name of its own; only what the constructor is given can stand in an expression there",
            diagnostic.GetMessage());
    }
}
