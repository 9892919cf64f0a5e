namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Squared, absolute and binary cross-entropy losses against float64.</summary>
[Collection(ThreadsCollection.Name)]
public class ElementLossTests
{
    public enum Kind
    {
        Squared,
        Absolute,
        Binary,
        WeightedBinary,
    }

    public static TheoryData<Kind, int, int, LossReduction> Cases
    {
        get
        {
            var cases = new TheoryData<Kind, int, int, LossReduction>();
            foreach (var kind in Enum.GetValues<Kind>())
            {
                foreach (var (rows, columns) in new[] { (1, 1), (64, 10), (3, 513), (7, 1031), (100, 1024) })
                {
                    cases.Add(kind, rows, columns, LossReduction.Mean);
                    cases.Add(kind, rows, columns, LossReduction.Sum);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losses_and_gradients_are_those_of_float64(Kind kind, int rows, int columns, LossReduction reduction)
    {
        var operands = new Operands(kind, rows, columns);
        var (losses, each, gradient) = (Numbers.Untouched(rows * columns), Numbers.Untouched(rows * columns), Numbers.Untouched(rows * columns));
        var loss = operands.Forward(reduction, gradient);
        operands.PerElement(losses, each);
        Assert.Equal(loss, operands.Forward(reduction, []));
        double sum = 0, divisor = reduction == LossReduction.Mean ? rows * columns : 1;
        for (var i = 0; i < gradient.Length; i++)
        {
            var (expected, derivative, magnitude) = operands.Reference(i);
            sum += expected;
            Assert.Equal(expected, losses[i], 4e-7 * magnitude);
            Assert.Equal(derivative, each[i], 4e-7 * magnitude);
            Assert.Equal(derivative / divisor, gradient[i], 5e-7 * magnitude / divisor);
        }

        Assert.Equal(sum / divisor, loss, 1e-6 * Math.Max(1e-3, sum / divisor));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_for_any_number_of_threads(Kind kind, int rows, int columns, LossReduction reduction)
    {
        var operands = new Operands(kind, rows, columns);
        Steady.SameForAllThreads(() =>
        {
            var gradient = new float[rows * columns];
            return [operands.Forward(reduction, gradient), .. gradient];
        });
    }

    [Fact]
    public void Logits_of_any_size_have_finite_binary_losses()
    {
        float[] logits = [1e38f, -1e38f, 200, -200, 0], targets = [1, 0, 0, 1, 1];
        var (losses, gradient) = (new float[5], new float[5]);
        BceWithLogits.PerElement(logits, 1, 5, targets, default, losses, gradient);
        Assert.Equal([0, 0, 200, 200, MathF.Log(2)], losses);
        Assert.Equal([0, 0, 1, -1, -0.5f], gradient);
    }

    [Fact]
    public void The_absolute_loss_is_flat_where_the_target_is_met()
    {
        var gradient = new float[3];
        Assert.Equal(3, L1.Forward([1, 2, 3], [1, 0, 4], LossReduction.Sum, gradient));
        Assert.Equal([0, 1, -1], gradient);
    }

    [Fact]
    public void The_mean_of_nothing_is_NaN()
    {
        Assert.True(float.IsNaN(Mse.Forward([], [], LossReduction.Mean, [])));
        Assert.Equal(0, Mse.Forward([], [], LossReduction.Sum, []));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 31)]
    [InlineData(2, 515)]
    public void Touch_nothing_behind_their_operands(int rows, int columns)
    {
        using var output = new GuardedBuffer(Numbers.Uniform(1, rows * columns));
        using var target = new GuardedBuffer(Numbers.Uniform(2, rows * columns));
        using var weights = new GuardedBuffer(Numbers.Uniform(3, columns));
        using var losses = new GuardedBuffer(Numbers.Untouched(rows * columns));
        using var gradient = new GuardedBuffer(Numbers.Untouched(rows * columns));
        var options = new BceOptions { PositiveWeights = weights.Span, Weights = weights.Span };
        BceWithLogits.PerElement(output.Span, rows, columns, target.Span, options, losses.Span, gradient.Span);
        Assert.False(losses.Span.Contains(float.NaN) || gradient.Span.Contains(float.NaN));
    }

    [Fact]
    public void Allocate_nothing()
    {
        var operands = new Operands(Kind.WeightedBinary, 200, 1000);
        var gradient = new float[200_000];
        Steady.AllocatesNothing(() => operands.Forward(LossReduction.Mean, gradient));
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>("target", () => Mse.Forward(new float[2], new float[1], LossReduction.Mean, []));
        Assert.Throws<ArgumentException>("gradient", () => L1.Forward(new float[2], new float[2], LossReduction.Mean, new float[1]));
        Assert.Throws<ArgumentException>("losses", () => Mse.PerElement(new float[2], new float[2], new float[1], []));
        Assert.Throws<ArgumentException>(
            "options.PositiveWeights", () => BceWithLogits.Forward(new float[2], 1, 2, new float[2], new() { PositiveWeights = new float[3] }, []));
    }

    private sealed class Operands(Kind kind, int rows, int columns)
    {
        private readonly float[] _output = Numbers.Uniform(1, rows * columns, kind >= Kind.Binary ? 20 : 1);
        private readonly float[] _target = kind >= Kind.Binary ? Array.ConvertAll(Numbers.Uniform(2, rows * columns), MathF.Abs) : Numbers.Uniform(2, rows * columns);
        private readonly float[] _positive = kind == Kind.WeightedBinary ? Array.ConvertAll(Numbers.Uniform(3, columns), x => x + 1.5f) : [];
        private readonly float[] _weights = kind == Kind.WeightedBinary ? Array.ConvertAll(Numbers.Uniform(4, columns), x => x + 1.5f) : [];

        public float Forward(LossReduction reduction, Span<float> gradient) => kind switch
        {
            Kind.Squared => Mse.Forward(_output, _target, reduction, gradient),
            Kind.Absolute => L1.Forward(_output, _target, reduction, gradient),
            _ => BceWithLogits.Forward(_output, rows, columns, _target, Options(reduction), gradient),
        };

        public void PerElement(Span<float> losses, Span<float> gradient)
        {
            if (kind == Kind.Squared)
                Mse.PerElement(_output, _target, losses, gradient);
            else if (kind == Kind.Absolute)
                L1.PerElement(_output, _target, losses, gradient);
            else
                BceWithLogits.PerElement(_output, rows, columns, _target, Options(default), losses, gradient);
        }

        /// <summary>Also the magnitude of the largest term, on which rounding depends.</summary>
        public (double Loss, double Derivative, double Magnitude) Reference(int i)
        {
            double x = _output[i], y = _target[i], error = x - y;
            if (kind == Kind.Squared)
                return (error * error, 2 * error, 4);
            if (kind == Kind.Absolute)
                return (Math.Abs(error), Math.Sign(error), 2);
            double p = _positive.Length == 0 ? 1 : _positive[i % columns], w = _weights.Length == 0 ? 1 : _weights[i % columns];

            // -(p y log σ(x) + (1 - y) log(1 - σ(x)))
            var loss = (p * y * Softplus(-x)) + ((1 - y) * Softplus(x));
            var derivative = ((1 - y) / (1 + Math.Exp(-x))) - (p * y / (1 + Math.Exp(x)));
            return (w * loss, w * derivative, w * (1 + p) * Math.Max(1, Math.Abs(x)));
        }

        private static double Softplus(double x) => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));

        private BceOptions Options(LossReduction reduction) => new() { PositiveWeights = _positive, Weights = _weights, Reduction = reduction };
    }
}
