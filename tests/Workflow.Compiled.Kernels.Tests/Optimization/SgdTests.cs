namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Stochastic gradient descent against the formulas in float64.</summary>
[Collection(ThreadsCollection.Name)]
public class SgdTests
{
    private const int Steps = 5;

    public static TheoryData<SgdOptions> Options =>
    [
        new SgdOptions(),
        new SgdOptions { LearningRate = 0.1, WeightDecay = 0.1 },
        new SgdOptions { Momentum = 0.9 },
        new SgdOptions { Momentum = 0.9, Dampening = 0.5, WeightDecay = 0.01 },
        new SgdOptions { Momentum = 0.9, IsNesterov = true },
        new SgdOptions { Momentum = 0.5, IsMaximizing = true },
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public void Five_steps_are_those_of_float64(SgdOptions options)
    {
        foreach (var length in (int[])[0, 1, 3, 17, 1031])
        {
            var expected = Array.ConvertAll(Numbers.Uniform(1, length), x => (double)x);
            var momenta = new double[length];
            for (var step = 1; step <= Steps; step++)
            {
                var gradients = Numbers.Uniform(10 + step, length);
                for (var i = 0; i < length; i++)
                    expected[i] = Reference(expected[i], gradients[i], ref momenta[i], options, step);
            }

            var actual = Train(options, length);
            for (var i = 0; i < length; i++)
                Assert.Equal(expected[i], actual[i], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void The_same_for_any_number_of_threads(SgdOptions options) => Steady.SameForAllThreads(() => Train(options, 100_003));

    [Theory]
    [MemberData(nameof(Options))]
    public unsafe void The_same_for_any_register_width(SgdOptions options)
    {
        const int length = 1054;
        float[] Run(int lanes)
        {
            float[] parameters = Numbers.Uniform(1, length), gradients = Numbers.Uniform(2, length), momenta = Numbers.Uniform(3, length);
            fixed (float* p = parameters, g = gradients, m = options.Momentum != 0 ? momenta : [])
                Widths.Run(new SgdChunks(p, g, m, length, options, isFirstStep: false), Chunk.Count(length), lanes);
            return [.. parameters, .. momenta];
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
        using var m = new GuardedBuffer(Numbers.Untouched(length));
        SgdKernel.Step(p.Span, g.Span, m.Span, new SgdOptions { LearningRate = 0.5, Momentum = 0.9, Dampening = 0.5 }, 1);
        for (var i = 0; i < length; i++)
        {
            Assert.Equal(-0.5f * g.Span[i], p.Span[i]);
            Assert.Equal(g.Span[i], m.Span[i]);
        }
    }

    [Fact]
    public void Allocates_nothing()
    {
        float[] p = new float[200_000], g = new float[200_000], m = new float[200_000];
        Steady.AllocatesNothing(() => SgdKernel.Step(p, g, m, new SgdOptions { Momentum = 0.9 }, 1));
    }

    [Fact]
    public void Wrong_lengths_and_steps_are_refused()
    {
        var four = new float[4];
        Assert.Throws<ArgumentException>("gradients", () => SgdKernel.Step(four, new float[3], [], new SgdOptions(), 1));
        Assert.Throws<ArgumentException>("momenta", () => SgdKernel.Step(four, four, [], new SgdOptions { Momentum = 0.9 }, 1));
        Assert.Throws<ArgumentException>("momenta", () => SgdKernel.Step(four, four, four, new SgdOptions(), 1));
        Assert.Throws<ArgumentOutOfRangeException>("step", () => SgdKernel.Step(four, four, [], new SgdOptions(), 0));
    }

    private static float[] Train(SgdOptions options, int length)
    {
        var parameters = Numbers.Uniform(1, length);
        var momenta = options.Momentum != 0 ? new float[length] : [];
        for (var step = 1; step <= Steps; step++)
            SgdKernel.Step(parameters, Numbers.Uniform(10 + step, length), momenta, options, step);
        return parameters;
    }

    private static double Reference(double p, double g, ref double momentum, SgdOptions o, int step)
    {
        if (o.IsMaximizing)
            g = -g;
        g += o.WeightDecay * p;
        if (o.Momentum != 0)
        {
            momentum = step == 1 ? g : (o.Momentum * momentum) + ((1 - o.Dampening) * g);
            g = o.IsNesterov ? g + (o.Momentum * momentum) : momentum;
        }

        return p - (o.LearningRate * g);
    }
}
