using Xunit;
using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Dropout: its values are random, so it is compared with what is known of them.</summary>
public class DropoutTests
{
    private const int Batch = 64, Features = 128;

    [Fact]
    public void Elements_are_zeroed_at_the_rate_and_the_others_scaled()
    {
        var pass = new DropoutModel().CreateTrainingPass(Batch);

        var output = pass.Forward(Ones()).Span.ToArray();

        Assert.All(output, value => Assert.True(value is 0 or 1 / (1 - DropoutModel.Rate), $"{value:R}"));
        // Three standard deviations of the share of 8192 independent elements.
        Assert.InRange(output.Count(value => value == 0) / (float)output.Length, DropoutModel.Rate - 0.015f, DropoutModel.Rate + 0.015f);
    }

    [Fact]
    public void Each_step_has_a_mask_of_its_own()
    {
        var pass = new DropoutModel().CreateTrainingPass(Batch);

        var first = pass.Forward(Ones()).Span.ToArray();

        Assert.NotEqual(first, pass.Forward(Ones()).Span.ToArray());
    }

    [Fact]
    public void Compiled_masks_are_the_eager_ones()
    {
        var model = new DropoutModel { Seed = 11 };
        var input = new Tensor(TorchTensors.Random(Batch * Features, seed: 1), [Batch, Features]);
        var compiled = model.CreateTrainingPass(Batch).Forward(input);

        using var training = EagerTraining.Begin(seed: 11, step: 0);

        Assert.Equal(model.Forward(input).Span, compiled.Span);
    }

    [Fact]
    public void Prediction_leaves_values_as_they_are()
    {
        var input = new Tensor(TorchTensors.Random(Batch * Features, seed: 1), [Batch, Features]);

        Assert.Equal(input.Span, new DropoutModel().Predict(input).Span);
    }

    private static Tensor Ones() => new(Enumerable.Repeat(1f, Batch * Features).ToArray(), [Batch, Features]);
}

/// <summary>A network of nothing but dropout.</summary>
[CompiledModule]
internal sealed partial class DropoutModel : Module
{
    public const float Rate = 0.25f;

    public Tensor Forward([Shape("batch", 128)] Tensor x) => Dropout(x, Rate);
}
