using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Tests;

public partial class DropoutTests
{
    private readonly Tensor _input = Values.Random([8, 40], low: 1, high: 2);

    [Fact]
    public void Outside_of_training_it_is_the_identity()
    {
        Assert.Equal(_input.Span, Dropout(_input, 0.5f).Span);
        Assert.Equal(_input.Span, new DropoutNet().Predict(_input).Span);
    }

    [Fact]
    public void A_training_scope_ends_where_it_is_disposed()
    {
        using (EagerTraining.Begin(seed: 1, step: 0))
            Assert.Contains(0f, Dropout(_input, 0.5f).Span.ToArray());

        Assert.DoesNotContain(0f, Dropout(_input, 0.5f).Span.ToArray());
    }

    [Fact]
    public void Elements_are_zeroed_or_scaled()
    {
        using var training = EagerTraining.Begin(seed: 1, step: 0);

        var ratios = (Dropout(_input, 0.2f) / _input).Span.ToArray();

        Assert.All(ratios, ratio => Assert.True(ratio == 0 || MathF.Abs(ratio - 1.25f) < 1e-6f));
        Assert.InRange(ratios.Count(ratio => ratio == 0), 320 * 0.2f - 30, 320 * 0.2f + 30);
    }

    [Fact]
    public void Eager_and_compiled_masks_agree_in_every_step_and_place()
    {
        var model = new DropoutNet { Seed = 5 };
        var pass = model.CreateTrainingPass(8);
        for (var step = 0; step < 3; step++)
        {
            using var training = EagerTraining.Begin(model.Seed, pass.Step);
            var eager = model.Forward(_input);

            Values.AssertClose(eager.Span, pass.Forward(_input).Span, tolerance: 1e-6f);
        }
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    [InlineData(float.NaN)]
    public void What_is_no_probability_is_refused(float p)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Dropout(_input, p));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(p));
    }

    [Fact]
    public void Probability_1_zeroes_everything()
    {
        using var training = EagerTraining.Begin(seed: 1, step: 0);

        Assert.All(Dropout(_input, 1).Span.ToArray(), value => Assert.Equal(0, value));
    }

    [CompiledModule]
    private sealed partial class DropoutNet : Module
    {
        private readonly Dropout _second = new(0.3f);

        public Tensor Forward([Shape("batch", 40)] Tensor x) => _second.Forward(Dropout(x, 0.5f));
    }
}
