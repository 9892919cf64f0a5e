namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Softmax and its logarithm, and their gradients, against float64.</summary>
[Collection(ThreadsCollection.Name)]
public class SoftmaxTests
{
    private const double Ulp = 1.0 / (1 << 23);

    private delegate void Forward(ReadOnlySpan<float> source, int outer, int length, int inner, Span<float> destination);

    private delegate void Backward(ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, int outer, int length, int inner, Span<float> inputGradient);

    public static TheoryData<bool, int, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<bool, int, int, int>();
            foreach (var logarithm in new[] { false, true })
            {
                foreach (var (outer, length, inner) in new[]
                {
                    (0, 3, 1), (2, 0, 3), (1, 1, 1), (5, 2, 1), (64, 10, 1), (3, 16, 1), (7, 33, 1), (64, 1000, 1), (2, 5003, 1),
                    (2, 3, 5), (3, 7, 64), (2, 21, 131), (1, 100, 400),
                })
                    cases.Add(logarithm, outer, length, inner);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_are_those_of_float64(bool logarithm, int outer, int length, int inner)
    {
        var source = Numbers.Uniform(1, outer * length * inner, 20);
        var result = Numbers.Untouched(source.Length);
        ForwardOf(logarithm)(source, outer, length, inner, result);
        var expected = Reference(logarithm, source, outer, length, inner);
        for (var i = 0; i < result.Length; i++)
        {
            // 3 ulp, and what rounding x - max contributes: half an ulp of the exponent, which is at most 40 and at most -log p.
            var bound = logarithm
                ? 3 * Ulp * Math.Max(40, Math.Abs(expected[i]))
                : expected[i] * Ulp * (3 - (Math.Log(expected[i]) / 2));
            Assert.InRange(result[i], expected[i] - bound, expected[i] + bound);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_those_of_float64(bool logarithm, int outer, int length, int inner)
    {
        var output = new float[outer * length * inner];
        ForwardOf(logarithm)(Numbers.Uniform(2, output.Length, 5), outer, length, inner, output);
        var gradient = Numbers.Uniform(3, output.Length);
        var result = Numbers.Untouched(output.Length);
        BackwardOf(logarithm)(output, gradient, outer, length, inner, result);
        foreach (var line in Lines(outer, length, inner))
        {
            double sum = 0, magnitude = 0;
            foreach (var i in line)
            {
                var term = logarithm ? gradient[i] : (double)output[i] * gradient[i];
                (sum, magnitude) = (sum + term, magnitude + Math.Abs(term));
            }

            foreach (var i in line)
            {
                var expected = logarithm ? gradient[i] - Math.Exp(output[i]) * sum : output[i] * (gradient[i] - sum);
                var scale = logarithm ? Math.Abs(gradient[i]) + Math.Exp(output[i]) * magnitude : output[i] * (Math.Abs(gradient[i]) + magnitude);
                Assert.InRange(result[i], expected - (2e-6 * scale), expected + (2e-6 * scale));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_place_and_for_any_number_of_threads_the_same(bool logarithm, int outer, int length, int inner)
    {
        var source = Numbers.Uniform(4, outer * length * inner, 20);
        var apart = new float[source.Length];
        ForwardOf(logarithm)(source, outer, length, inner, apart);
        Steady.SameForAllThreads(() =>
        {
            var values = source.ToArray();
            ForwardOf(logarithm)(values, outer, length, inner, values);
            Assert.Equal(apart, values);
            var gradient = source.ToArray();
            BackwardOf(logarithm)(values, gradient, outer, length, inner, gradient);
            return gradient;
        });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Touches_nothing_behind_its_operands(bool logarithm, int outer, int length, int inner)
    {
        using var source = new GuardedBuffer(Numbers.Uniform(5, outer * length * inner, 20));
        using var output = new GuardedBuffer(Numbers.Untouched(source.Span.Length));
        using var gradient = new GuardedBuffer(Numbers.Untouched(source.Span.Length));
        ForwardOf(logarithm)(source.Span, outer, length, inner, output.Span);
        BackwardOf(logarithm)(output.Span, source.Span, outer, length, inner, gradient.Span);
        Assert.False(output.Span.Contains(float.NaN));
        Assert.False(gradient.Span.Contains(float.NaN));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public unsafe void The_same_for_any_register_width(int inner)
    {
        const int outer = 3, length = 45;
        var source = Numbers.Uniform(6, outer * length * inner, 20);
        foreach (var logarithm in new[] { false, true })
        {
            float[] Run(int lanes)
            {
                var result = Numbers.Untouched(source.Length);
                fixed (float* from = source, to = result)
                {
                    if (inner == 1)
                        Widths.Run(new SoftmaxRows(from, length, to, logarithm), outer, lanes);
                    else
                        Widths.Run(new SoftmaxColumns(from, length, inner, to, logarithm), outer * ColumnTile.Count(inner), lanes);
                }

                return result;
            }

            Assert.Equal(Run(16), Run(8));
            Assert.Equal(Run(16), Run(4));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Large_logits_do_not_overflow_and_minus_infinity_has_no_probability(int inner)
    {
        var source = new float[3 * inner];
        for (var i = 0; i < inner; i++)
            (source[i], source[inner + i], source[(2 * inner) + i]) = (1e38f, 1e38f, float.NegativeInfinity);
        var probabilities = new float[source.Length];
        var logarithms = new float[source.Length];
        Softmax.Forward(source, 1, 3, inner, probabilities);
        LogSoftmax.Forward(source, 1, 3, inner, logarithms);
        for (var i = 0; i < inner; i++)
        {
            Assert.Equal(0.5f, probabilities[i]);
            Assert.Equal(0, probabilities[(2 * inner) + i]);
            Assert.Equal(-MathF.Log(2), logarithms[i], 1e-7f);
            Assert.Equal(float.NegativeInfinity, logarithms[(2 * inner) + i]);
        }
    }

    [Theory]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity })]
    [InlineData(new[] { 0, float.PositiveInfinity })]
    [InlineData(new[] { 0, float.NaN })]
    public void Lines_without_a_softmax_become_NaN(float[] line)
    {
        var result = new float[2];
        Softmax.Forward(line, 1, 2, 1, result);
        Assert.True(float.IsNaN(result[1]));
        LogSoftmax.Forward(line, 1, 2, 1, result);
        Assert.True(float.IsNaN(result[1]));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var (source, output, gradient) = (Numbers.Uniform(7, 64_000), new float[64_000], new float[64_000]);
        foreach (var (outer, inner) in new[] { (64, 1), (1, 64) })
        {
            Steady.AllocatesNothing(() =>
            {
                Softmax.Forward(source, outer, 1000, inner, output);
                Softmax.Backward(output, source, outer, 1000, inner, gradient);
            });
        }
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>("source", () => Softmax.Forward(new float[5], 2, 3, 1, new float[6]));
        Assert.Throws<ArgumentException>("destination", () => LogSoftmax.Forward(new float[6], 2, 3, 1, new float[5]));
        Assert.Throws<ArgumentException>("outputGradient", () => Softmax.Backward(new float[6], new float[5], 2, 3, 1, new float[6]));
        Assert.Throws<ArgumentException>("inputGradient", () => LogSoftmax.Backward(new float[6], new float[6], 2, 3, 1, new float[5]));
    }

    private static Forward ForwardOf(bool logarithm) => logarithm ? LogSoftmax.Forward : Softmax.Forward;

    private static Backward BackwardOf(bool logarithm) => logarithm ? LogSoftmax.Backward : Softmax.Backward;

    private static double[] Reference(bool logarithm, float[] source, int outer, int length, int inner)
    {
        var result = new double[source.Length];
        foreach (var line in Lines(outer, length, inner))
        {
            var largest = line.Max(i => (double)source[i]);
            var sum = line.Sum(i => Math.Exp(source[i] - largest));
            foreach (var i in line)
                result[i] = logarithm ? source[i] - largest - Math.Log(sum) : Math.Exp(source[i] - largest) / sum;
        }

        return result;
    }

    /// <summary>The indices of the elements that are normalised together.</summary>
    private static IEnumerable<int[]> Lines(int outer, int length, int inner) =>
        from o in Enumerable.Range(0, length == 0 ? 0 : outer)
        from i in Enumerable.Range(0, inner)
        let first = (o * length * inner) + i
        select Enumerable.Range(0, length).Select(r => first + (r * inner)).ToArray();
}
