using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Modules that give their loss: what they compute, and that they train as in libtorch.</summary>
public class LossProgramTests
{
    private const int Steps = 100, Batch = 7;
    private const double LearningRate = 1e-2;

    [LibtorchFact]
    public void A_classifier_that_gives_its_loss_trains_as_in_libtorch()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var model = new ScoredClassifier(5) { Seed = 3 };
        using var network = Sequential(Linear(12, 16), Tanh(), Linear(16, 5));
        TorchModels.CopyParameters(model, network);
        using var theirs = torch.optim.Adam(network.parameters(), LearningRate);
        var ours = new Adam(model.Parameters, LearningRate);
        var pass = model.CreateTrainingPass(Batch);
        var (first, last) = (0f, 0f);
        for (var step = 0; step < Steps; step++)
        {
            var (samples, labels) = (Samples(step), Labels(step));
            var actual = pass.Forward(new Tensor(samples, [Batch, 12]), new IndexTensor(labels, [Batch])).Item();
            pass.Backward();
            ours.Step(pass.Gradients);

            var expected = functional.cross_entropy(network.forward(samples.ToTorch(Batch, 12)), torch.tensor(labels, dtype: torch.int64), label_smoothing: 0.1);
            theirs.zero_grad();
            expected.backward();
            theirs.step();
            last = expected.item<float>();
            first = step == 0 ? last : first;
            Assert.InRange(actual / last, 1 - 1e-3f, 1 + 1e-3f);
        }

        Assert.True(last < 0.9f * first, "the batches must be learnable, or the comparison says little");
    }

    [Fact]
    public void Losses_are_those_of_eager_code_and_gradients_those_of_numbers()
    {
        var model = new ScoredClassifier(5) { Seed = 4 };
        var (samples, labels) = (new Tensor(Samples(1), [Batch, 12]), new IndexTensor(Labels(1), [Batch]));

        Parity.Require("prediction", model.Forward(samples, labels).Span, model.Predict(samples, labels).Span, terms: 16);
        DirectionalDerivative.Require("classifier", model, Batch, pass => ((ScoredClassifier.CompiledTrainingPass)pass).Forward(samples, labels));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(4, false)]
    [InlineData(5000, true)]
    public void Losses_in_chunks_are_those_of_eager_code(int classes, bool hasBias)
    {
        var model = new ScoredWords(classes, hasBias) { Seed = 7 };
        var samples = new Tensor(Samples(4), [Batch, 12]);
        var words = new IndexTensor([.. Enumerable.Range(0, Batch * 3).Select(place => place % 5 == 0 ? 1 : place * 7 % classes)], [Batch, 3]);

        Parity.Require("prediction", model.Forward(samples, words).Span, model.Predict(samples, words).Span, terms: 40);
        var pass = model.CreateTrainingPass(Batch);
        Parity.Require("loss", model.Forward(samples, words).Span, pass.Forward(samples, words).Span, terms: 40);
        DirectionalDerivative.Require("words", model, Batch, training => ((ScoredWords.CompiledTrainingPass)training).Forward(samples, words));
    }

    [Fact]
    public void Losses_are_added()
    {
        var model = new ScoredAnswers { Seed = 5 };
        var (samples, answers) = (new Tensor(Samples(2), [Batch, 12]), new Tensor(TorchTensors.Random(Batch * 4, seed: 1, low: 0), [Batch, 4]));
        var value = new Tensor(TorchTensors.Random(Batch, seed: 2), [Batch, 1]);

        Parity.Require("prediction", model.Forward(samples, answers, value).Span, model.Predict(samples, answers, value).Span, terms: 28);
        DirectionalDerivative.Require("answers", model, Batch, pass => ((ScoredAnswers.CompiledTrainingPass)pass).Forward(samples, answers, value));
    }

    [Fact]
    public void Places_of_the_largest_are_looked_up()
    {
        var model = new Greedy { Seed = 6 };
        var samples = new Tensor(Samples(3), [Batch, 12]);

        Parity.Require("prediction", model.Forward(samples).Span, model.Predict(samples).Span, terms: 16);
        DirectionalDerivative.Require("greedy", model, samples);
    }

    [Fact]
    public void Places_are_results()
    {
        var (samples, follower) = (new Tensor(Samples(5), [Batch, 12]), new Follower { Seed = 8 });
        var (best, answer) = follower.Forward(samples);

        (IndexTensor Best, Tensor Answer) predicted = follower.Predict(samples), trained = follower.CreateTrainingPass(Batch).Forward(samples);

        Assert.Equal([Batch], predicted.Best.Shape);
        Assert.Equal(best.Span, predicted.Best.Span);
        Assert.Equal(best.Span, trained.Best.Span);
        Parity.Require("answer", answer.Span, predicted.Answer.Span, terms: 12);
        Parity.Require("answer", answer.Span, trained.Answer.Span, terms: 12);
    }

    [Fact]
    public void Gradients_flow_past_places_that_are_results()
    {
        var (samples, model) = (new Tensor(Samples(5), [Batch, 12]), new Follower { Seed = 8 });
        var pass = model.CreateTrainingPass(Batch);
        pass.Forward(samples);
        pass.OutputGradientOf(1).Span.Fill(1);
        pass.Backward();

        Assert.Contains(pass.Gradients[model.Parameters["decider.scores.weight"]].ToArray(), value => value != 0);
        Assert.Contains("holds indices", Assert.Throws<InvalidOperationException>(() => pass.OutputGradientOf(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_may_be_the_only_result()
    {
        var (samples, model) = (new Tensor(Samples(6), [Batch, 12]), new Best { Seed = 9 });

        Assert.Equal(model.Forward(samples).Span, model.Predict(samples).Span);
        Assert.Contains("IndexTensor", Assert.Throws<InvalidOperationException>(() => ((Module)model).Predict(samples)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_does_not_exist_is_refused()
    {
        var model = new ScoredClassifier(5) { Seed = 4 };

        Assert.ThrowsAny<ArgumentException>(() => model.Predict(new Tensor([2, 12]), new IndexTensor([0, 5], [2])));
    }

    private static float[] Samples(int step) => TorchTensors.Random(Batch * 12, seed: step);

    // Of the first five features the largest.
    private static int[] Labels(int step)
    {
        var samples = Samples(step);
        return [.. Enumerable.Range(0, Batch).Select(row => new Tensor(samples.AsSpan(row * 12, 5), [5]).ArgMax())];
    }
}
