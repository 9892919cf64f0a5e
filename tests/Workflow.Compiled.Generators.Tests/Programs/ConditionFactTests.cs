using System.Globalization;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>What conditions on the constructor's values say of lengths, on the paths where they hold and where they do not.</summary>
public class ConditionFactTests
{
    private const string Block =
        """
        [CompiledModule]
        public partial class Block(int inputs, int outputs, int stride = 1) : Module, ILayer
        {
            private readonly Conv2d _conv = new(inputs, outputs, kernelSize: 3, stride: stride, padding: 1);
            private readonly Conv2d? _short = stride != 1 || inputs != outputs ? new(inputs, outputs, kernelSize: 1, stride: stride) : null;

            public Tensor Forward([Shape("batch", "inputs", "height", "width")] Tensor x) => Tanh(_conv.Forward(x) + (_short is null ? x : _short.Forward(x)));
        }
        """;

    private const string Net =
        """

        [CompiledModule]
        public partial class Net(int width) : Module
        {
            private readonly Sequential _blocks = new(new Block(3, width), new Block(width, width), new Block(width, width * 2, stride: 2));

            [return: Shape("batch", "width * 2", 3, 4)]
            public Tensor Forward([Shape("batch", 3, 5, 8)] Tensor x) => _blocks.Forward(x);
        }
        """;

    [Fact]
    public void ABlockWithAnOptionalShortcutHasOneShape()
    {
        var model = ProgramHarness.Create(Block + Net, "Net", 4);

        ProgramHarness.RequireAgreement(model, ProgramHarness.Random(2, 3, 5, 8));
        Assert.Equal(["blocks.0.short.weight", "blocks.2.short.weight"], model.Parameters.Select(parameter => parameter.Name).Where(name => name.EndsWith("short.weight", StringComparison.Ordinal)));
    }

    [Fact]
    public void NothingIsCheckedThatAConditionSays()
    {
        var text = GeneratorHarness.GenerateOne(Block);

        Assert.DoesNotContain("LengthCheck", text, StringComparison.Ordinal);
        Assert.Contains("outputs: [[batch, outputs, ((height - 1) / stride) + 1, ((width - 1) / stride) + 1]]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stride == 1", "stride != 1", 2)]
    [InlineData("stride != 1", "stride > 1", 3)]
    [InlineData("stride > 1", "stride == 1", 4)]
    public void ANumberThatAConditionGivesDecidesOthers(string condition, string other, int paths)
    {
        var text = GeneratorHarness.GenerateOne(
            $$"""
            [CompiledModule]
            public partial class Net(int stride) : Module
            {
                public Tensor Forward([Shape("batch", 4)] Tensor x)
                {
                    if ({{condition}})
                        x = Tanh(x);
                    if ({{other}})
                        x = Exp(x);
                    return x;
                }
            }
            """);

        Assert.Contains($"class TrainingFrame{paths}", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"class TrainingFrame{paths + 1}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APathThatGivesAnotherShapeIsStillRefused()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Part(int stride, bool isWide) : Module, ILayer
            {
                private readonly Conv2d? _conv = isWide ? new(3, 3, kernelSize: 3, stride: stride, padding: 1) : null;

                public Tensor Forward([Shape("batch", 3, "height", "width")] Tensor x) => _conv is null ? x : _conv.Forward(x);
            }

            [CompiledModule]
            public partial class Net : Module
            {
                private readonly Part _part = new(1, true);

                public Tensor Forward([Shape("batch", 3, 8, 8)] Tensor x) => _part.Forward(x);
            }
            """;

        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(GeneratorHarness.Usings + Source));
        Assert.Contains("depend on its flags", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
