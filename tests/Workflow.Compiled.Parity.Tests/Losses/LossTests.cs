using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

public class LossTests
{
    public static TheoryData<int, string> Samples
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (index, sample) in LossTable.Samples.Index())
                data.Add(index, sample.Text);
            return data;
        }
    }

    [LibtorchTheory]
    [MemberData(nameof(Samples))]
    public void Loss_and_gradient_agree_with_libtorch(int index, string text)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var sample = LossTable.Samples[index];
        var output = sample.Output.Span.ToArray().ToTorchLeaf([.. sample.Output.Shape.Select(length => (long)length)]);
        var expected = sample.Torch(output);
        expected.backward();
        var gradient = new Tensor(sample.Output.Shape);

        var actual = sample.Loss.Forward(sample.Output, sample.Targets, gradient);

        Parity.Require(text, expected.Values(), [actual], terms: sample.Output.Span.Length);
        Parity.Require($"gradient of {text}", output.grad!.Values(), gradient.Span);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Loss_is_the_same_without_its_gradient(int index, string text)
    {
        var sample = LossTable.Samples[index];
        var withGradient = sample.Loss.Forward(sample.Output, sample.Targets, new Tensor(sample.Output.Shape));

        var without = sample.Loss.Forward(sample.Output, sample.Targets, gradient: null);

        Assert.True(withGradient.Equals(without), $"{text}: {withGradient:R} and {without:R}");
    }
}
