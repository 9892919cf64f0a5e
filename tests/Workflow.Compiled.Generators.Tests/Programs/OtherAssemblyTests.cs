using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Modules of another assembly: their shapes and their passes travel in its metadata.</summary>
public class OtherAssemblyTests
{
    private const string Library =
        """
        namespace Library;

        [CompiledModule]
        public partial class Block(int width, int factor = 2) : Module, ILayer
        {
            private readonly Linear _up = new(width, width * factor);
            private readonly Dropout _dropout = new(0f);
            private readonly Linear _down = new(width * factor, width);

            public Tensor Forward([Shape("rows", "width")] Tensor x) => x + _dropout.Forward(_down.Forward(Gelu(_up.Forward(x))));
        }

        [CompiledModule]
        public partial class Tower(int[] widths) : Module
        {
            private readonly ModuleList<Linear> _layers = new(widths.Length - 1, i => new Linear(widths[i], widths[i + 1]));

            public (Tensor Value, Tensor Half) Forward([Shape("rows", "widths[0]")] Tensor x)
            {
                for (var i = 0; i < _layers.Count; i++)
                    x = Tanh(_layers[i].Forward(x));
                return (x, x * 0.5f);
            }
        }

        [CompiledModule]
        public partial class Either(bool isWide) : Module
        {
            private readonly Linear _narrow = new(8, 2);

            public Tensor Forward([Shape("rows", 8)] Tensor x) => isWide ? x : _narrow.Forward(x);
        }
        """;

    private const string User =
        """
        namespace User;
        using Library;

        [CompiledModule]
        public partial class Net(int width, int depth, int[] widths) : Module
        {
            private readonly Linear _input = new(12, width);
            private readonly Block _single = new(width);
            private readonly ModuleList<Block> _blocks = new(depth, () => new Block(width, factor: 3));
            private readonly Sequential _chain = new(new Block(width), new Tanh());
            private readonly Linear _middle = new(width, widths[0]);
            private readonly Tower _given = new(widths);
            private readonly Linear _last = new(widths[^1], 4);
            private readonly Tower _written = new([4, 5, 3]);

            [return: Shape("batch", 3)]
            public Tensor Forward([Shape("batch", 12)] Tensor samples)
            {
                var x = _single.Forward(_input.Forward(samples));
                foreach (var block in _blocks)
                    x = block.Forward(x);
                var (value, half) = _given.Forward(_middle.Forward(_chain.Forward(x)));
                (value, half) = _written.Forward(_last.Forward(value + half));
                return value - half;
            }
        }
        """;

    private static readonly Lazy<byte[]> s_library = new(() => ProgramHarness.Build("Library", Library));

    [Fact]
    public void TheyRunAsIfTheyWereOfThisAssembly()
    {
        var assembly = ProgramHarness.Load(s_library.Value, ProgramHarness.Build("User", User, s_library.Value));

        foreach (var depth in new[] { 0, 1, 3 })
            ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "User.Net", 6, depth, new[] { 5, 7 }), ProgramHarness.Random(4, 12));
    }

    [Fact]
    public void TheContractIsReadable()
    {
        var text = GeneratorHarness.Generate(GeneratorHarness.Usings + Library).Result.GeneratedTrees.Single(tree => tree.FilePath.Contains("Block", StringComparison.Ordinal)).ToString();

        Assert.Contains("[Runtime::ModuleContract(\"(inputs: [[rows, width]], outputs: [[rows, width]], lengths: [rows], samples: apart)\")]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("private readonly Block _block = new(6);", "_block.Forward(x)", "WFC0005", "_block expects [batch, 6], but x is [batch, 8]; change one of the two numbers so that they agree")]
    [InlineData("private readonly Block _block = new(8);", "_block.Forward(x.Reshape(-1, 2, 4))", "WFC0005", "_block expects [rows, 8], but x.Reshape(-1, 2, 4) is [batch, 2, 4]; change one of the two numbers so that they agree")]
    [InlineData("private readonly Either _block = new(true);", "_block.Forward(x)", "WFC0004", "The compiler cannot read the call '_block.Forward(x)': Library says nothing of its shapes; they depend on flags, or it was built with another version of the compiler")]
    public async Task AMistakeIsFoundAsInTheSameAssembly(string field, string call, string id, string message)
    {
        var source = $"{GeneratorHarness.Usings}using Library; [CompiledModule] public partial class Net : Module {{ {field} public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => {call}; }}";

        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(
            GeneratorHarness.Compilation("User", [source], [MetadataReference.CreateFromImage(s_library.Value)])));

        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage()));
        Assert.Equal(call, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }
}
