using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>What is offered, in which order, and all of a kind at once.</summary>
public class CodeFixTests
{
    [Fact]
    public async Task TheLikeliestFixComesFirst()
    {
        var harness = new CodeFixHarness(GeneratorHarness.Usings + """
            [CompiledModule]
            public partial class Net : Module
            {
                private readonly Linear _project = new(28, 28);
                private readonly Linear _hidden = new(784, 10);

                public Tensor Forward([Shape("batch", 28, 28)] Tensor images) => _hidden.Forward(_project.Forward(images));
            }
            """);

        Assert.Equal(["Insert .Flatten(1)", "Write 28 for 784", "Write 784 for 28"], await harness.Titles());
    }

    [Fact]
    public async Task AllNumbersOfAFileAreWrittenAtOnce()
    {
        const string Source = """
            [CompiledModule]
            public partial class First : Module
            {
                private readonly Linear _a = new(9, 4);

                public Tensor Forward([Shape("batch", 8)] Tensor x) => _a.Forward(x);
            }

            [CompiledModule]
            public partial class Second : Module
            {
                private readonly Linear _a = new(5, 4);
                private readonly Linear _b = new(4, 2);

                public Tensor Forward([Shape("batch", 6)] Tensor x) => _b.Forward(_a.Forward(x));
            }
            """;

        var result = await new CodeFixHarness(GeneratorHarness.Usings + Source).ApplyAll("Write 8 for 9");

        Assert.Equal(GeneratorHarness.Usings + Source.Replace("new(9, 4)", "new(8, 4)").Replace("new(5, 4)", "new(6, 4)"), result);
    }

    [Fact]
    public async Task AllNamesOfAFileAreWrittenAtOnce()
    {
        const string Source = """
            [CompiledModule]
            public partial class Net : Module
            {
                public Tensor Forward([Shape("batch", 4, 4)] Tensor x) => log_softmax(tanh(x.flatten(1)), 1);
            }
            """;

        var result = await new CodeFixHarness(GeneratorHarness.Usings + Source).ApplyAll("Write Tanh for tanh");

        Assert.Equal(GeneratorHarness.Usings + Source.Replace("log_softmax(tanh(x.flatten", "LogSoftmax(Tanh(x.Flatten"), result);
    }

    [Fact]
    public async Task ANameThatIsNotPyTorchsIsLeftAlone() => Assert.Empty(await new CodeFixHarness(GeneratorHarness.Usings + """
        public static class Other
        {
            public static string Name(string text) => text.to_upper() + reluctant;
        }
        """).Titles());
}
