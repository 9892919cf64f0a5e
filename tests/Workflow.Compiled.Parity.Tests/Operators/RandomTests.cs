using Xunit;
using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Random tensors: their values are random, so the compiled ones are compared with the eager ones.</summary>
public class RandomTests
{
    private const int Batch = 7, Features = 33;

    private static Tensor Input => new(TorchTensors.Random(Batch * Features, seed: 1), [Batch, Features]);

    [Fact]
    public void Compiled_numbers_are_the_eager_ones()
    {
        var model = new RandomModel { Seed = 11 };
        var compiled = model.CreateTrainingPass(Batch).Forward(Input);

        using var training = EagerTraining.Begin(seed: 11, step: 0);

        Parity.Require("random numbers", model.Forward(Input).Span, compiled.Span);
    }

    [Fact]
    public void Prediction_has_their_mean() =>
        Parity.Require("mean", (Input * 1.5f + 1.5f + 0.5f).Span, new RandomModel().Predict(Input).Span);
}

/// <summary>Random factors and random summands.</summary>
[CompiledModule]
internal sealed partial class RandomModel : Module
{
    public Tensor Forward([Shape("batch", 33)] Tensor x) => x * UniformLike(x, 1, 2) + UniformLike(Tanh(x), low: 0, high: 3) + NormalLike(x, 0.5f, 2);
}
