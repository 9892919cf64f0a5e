using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The generated file as users read it. A change of these snapshots is a change of the product.</summary>
public class GeneratedTextTests
{
    [Fact]
    public void Mlp() => Match("DigitsMlp", """
        namespace Digits;

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
        """);

    [Fact]
    public void ResidualWithDropoutAndSoftmax() => Match("Residual", """
        public partial class Models
        {
            [CompiledModule]
            public partial class Residual : Module
            {
                private readonly Linear _in = new(32, 32);
                private readonly Dropout _drop = new(0.1f);
                private readonly Linear _out = new(32, 4, bias: false);

                public Tensor Forward([Shape("n", 2, 16)] Tensor features)
                {
                    var x = features.Flatten(1);
                    var centered = x - x.Mean([1], keepDim: true);
                    x = centered + _drop.Forward(Gelu(_in.Forward(centered)));
                    return Softmax(_out.Forward(x), dim: -1);
                }
            }
        }
        """);

    private static void Match(string name, string source) => Snapshots.Match(GeneratorHarness.GenerateOne(source), name);
}
