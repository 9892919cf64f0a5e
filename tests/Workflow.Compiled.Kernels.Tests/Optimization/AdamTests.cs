namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Adam, AdamW and AMSGrad against the formulas in float64.</summary>
[Collection(ThreadsCollection.Name)]
public class AdamTests
{
    private const int Steps = 5;

    public static TheoryData<AdamOptions> Options =>
    [
        new AdamOptions(),
        new AdamOptions { LearningRate = 0.03, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6 },
        new AdamOptions { Beta1 = 0.2 },
        new AdamOptions { WeightDecay = 0.1 },
        new AdamOptions { WeightDecay = 0.1, IsDecoupled = true },
        new AdamOptions { IsAmsGrad = true, WeightDecay = 0.01, IsDecoupled = true },
        new AdamOptions { IsMaximizing = true, WeightDecay = 0.01 },
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public void Five_steps_are_those_of_float64(AdamOptions options)
    {
        foreach (var length in (int[])[0, 1, 3, 17, 1031])
        {
            var expected = Array.ConvertAll(Numbers.Uniform(1, length), x => (double)x);
            double[] m = new double[length], v = new double[length], largest = new double[length];
            for (var step = 1; step <= Steps; step++)
            {
                var gradients = Numbers.Uniform(10 + step, length);
                for (var i = 0; i < length; i++)
                    expected[i] = Reference(expected[i], gradients[i], ref m[i], ref v[i], ref largest[i], options, step);
            }

            var actual = Train(options, length);
            for (var i = 0; i < length; i++)
                Assert.Equal(expected[i], actual[i], 2e-6 * Math.Max(1, options.LearningRate / 1e-3));
        }
    }

    [Fact]
    public void Moments_of_a_gradient_that_has_become_0_do_not_linger_among_denormal_numbers()
    {
        const int length = 37;
        float[] parameters = Numbers.Uniform(1, length), m = Numbers.Uniform(2, length), v = Array.ConvertAll(m, x => x * x * 1e-30f);
        for (var step = 1; step <= 1200; step++)
        {
            AdamKernel.Step(parameters, new float[length], m, v, [], new AdamOptions(), step);
            Assert.DoesNotContain(m, float.IsSubnormal);
            Assert.DoesNotContain(v, float.IsSubnormal);
        }

        Assert.All(m, moment => Assert.Equal(0, moment));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void The_same_for_any_number_of_threads(AdamOptions options) => Steady.SameForAllThreads(() => Train(options, 100_003));

    [Theory]
    [MemberData(nameof(Options))]
    public unsafe void The_same_for_any_register_width(AdamOptions options)
    {
        const int length = 1054;
        float[] Run(int lanes)
        {
            var parameters = Numbers.Uniform(1, length);
            float[] gradients = Numbers.Uniform(2, length), m = Numbers.Uniform(3, length);
            var v = Array.ConvertAll(gradients, x => x * x);
            var largest = v.ToArray();
            fixed (float* p = parameters, g = gradients, first = m, second = v, third = options.IsAmsGrad ? largest : [])
                Widths.Run(new AdamChunks(p, g, first, second, third, length, new AdamConstants(options, 3)), Chunk.Count(length), lanes);
            return [.. parameters, .. m, .. v, .. largest];
        }

        Assert.Equal(Run(16), Run(8));
        Assert.Equal(Run(16), Run(4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(2061)]
    public void Touches_nothing_behind_its_operands(int length)
    {
        using var p = new GuardedBuffer(length);
        using var g = new GuardedBuffer(Numbers.Uniform(1, length));
        using var m = new GuardedBuffer(length);
        using var v = new GuardedBuffer(length);
        using var largest = new GuardedBuffer(length);
        AdamKernel.Step(p.Span, g.Span, m.Span, v.Span, largest.Span, new AdamOptions { IsAmsGrad = true }, 1);

        // The first step moves every parameter by the learning rate against the sign of its gradient.
        for (var i = 0; i < length; i++)
            Assert.Equal(-1e-3f * MathF.Sign(g.Span[i]), p.Span[i], 1e-6f);
    }

    [Fact]
    public void Zero_gradients_leave_zero_padding_at_zero()
    {
        float[] p = new float[16], m = new float[16], v = new float[16];
        AdamKernel.Step(p, new float[16], m, v, [], new AdamOptions { WeightDecay = 0.1 }, 1);
        Assert.All(p, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Allocates_nothing()
    {
        float[] p = new float[200_000], g = new float[200_000], m = new float[200_000], v = new float[200_000];
        Steady.AllocatesNothing(() => AdamKernel.Step(p, g, m, v, [], new AdamOptions(), 1));
    }

    [Fact]
    public void Wrong_lengths_and_steps_are_refused()
    {
        var four = new float[4];
        Assert.Throws<ArgumentException>("gradients", () => AdamKernel.Step(four, new float[3], four, four, [], new AdamOptions(), 1));
        Assert.Throws<ArgumentException>("largestSecondMoments", () => AdamKernel.Step(four, four, four, four, [], new AdamOptions { IsAmsGrad = true }, 1));
        Assert.Throws<ArgumentOutOfRangeException>("step", () => AdamKernel.Step(four, four, four, four, [], new AdamOptions(), 0));
    }

    private static float[] Train(AdamOptions options, int length)
    {
        var parameters = Numbers.Uniform(1, length);
        float[] m = new float[length], v = new float[length], largest = options.IsAmsGrad ? new float[length] : [];
        for (var step = 1; step <= Steps; step++)
            AdamKernel.Step(parameters, Numbers.Uniform(10 + step, length), m, v, largest, options, step);
        return parameters;
    }

    private static double Reference(double p, double g, ref double m, ref double v, ref double largest, AdamOptions o, int step)
    {
        if (o.IsMaximizing)
            g = -g;
        if (o.IsDecoupled)
            p *= 1 - (o.LearningRate * o.WeightDecay);
        else
            g += o.WeightDecay * p;
        m = (o.Beta1 * m) + ((1 - o.Beta1) * g);
        v = (o.Beta2 * v) + ((1 - o.Beta2) * g * g);
        largest = Math.Max(largest, v);
        var corrected = (o.IsAmsGrad ? largest : v) / (1 - Math.Pow(o.Beta2, step));
        return p - (o.LearningRate * m / (1 - Math.Pow(o.Beta1, step)) / (Math.Sqrt(corrected) + o.Epsilon));
    }
}
