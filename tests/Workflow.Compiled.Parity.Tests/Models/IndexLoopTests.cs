using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Loops that hand indices from turn to turn: compiled as eager, and gradients as those of the same turns written out.</summary>
public class IndexLoopTests
{
    private const int Words = 7;
    private const int Width = 6;

    private static readonly Tensor s_state = new(TorchTensors.Random(5 * Width, seed: 3), [5, Width]);
    private static readonly IndexTensor s_word = new([0, 3, 6, 2, 5], [5]);
    private static readonly IndexTensor s_topic = new([1, 1, 4, 0, 2], [5]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void CompiledAgreesWithEager(int depth)
    {
        var model = new WordLoops(Words, Width, depth) { Seed = 1 };
        var (state, word) = model.Forward(s_state, s_word, s_topic);

        (Tensor State, IndexTensor Word) predicted = model.Predict(s_state, s_word, s_topic), trained = model.CreateTrainingPass(7).Forward(s_state, s_word, s_topic);

        foreach (var actual in new[] { predicted, trained })
        {
            Parity.Require("state", state.Span, actual.State.Span, terms: 8);
            Assert.Equal(word.Span, actual.Word.Span);
        }
    }

    [Fact]
    public void GradientsAreThoseOfTheTurnsWrittenOut()
    {
        var (loops, turns) = (new WordLoops(Words, Width, 3) { Seed = 2 }, new WordTurns(Words, Width) { Seed = 2 });
        var (pass, other) = (loops.CreateTrainingPass(5), turns.CreateTrainingPass(5));
        pass.Forward(s_state, s_word, s_topic);
        other.Forward(s_state, s_word, s_topic);
        TorchTensors.Random(5 * Width, seed: 9).CopyTo(pass.OutputGradientOf(0).Span);
        pass.OutputGradientOf(0).Span.CopyTo(other.OutputGradientOf(0).Span);

        pass.Backward();
        other.Backward();

        Assert.Equal(turns.Parameters.Count, loops.Parameters.Count);
        foreach (var (parameter, twin) in loops.Parameters.Zip(turns.Parameters))
            Parity.Require(parameter.Name, other.Gradients[twin], pass.Gradients[parameter], terms: 16);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void ALoopOfIndicesAloneHasNoGradient(int depth)
    {
        var model = new WordChain(Words, depth) { Seed = 4 };

        Parity.Require("prediction", model.Forward(s_word).Span, model.Predict(s_word).Span, terms: 8);
        DirectionalDerivative.Require("words", model, 5, pass => ((WordChain.CompiledTrainingPass)pass).Forward(s_word));
    }
}
