namespace Workflow.Compiled.Kernels.Tests;

[Collection(ThreadsCollection.Name)]
public class InterpolationTests
{
    private enum Mode
    {
        Nearest,
        Bilinear,
        AlignedCorners,
    }

    private static IEnumerable<InterpolationShape> Shapes =>
    [
        .. from channels in (int[])[1, 3, 19, 37]
           from size in ((int Height, int Width)[])[(14, 16), (7, 8), (3, 4), (1, 1), (21, 5), (10, 13), (1, 30)]
           select new InterpolationShape(2, channels, 7, 8, size.Height, size.Width),
        new(1, 4, 1, 1, 1, 1),
        new(1, 33, 1, 1, 3, 4),
        new(2, 7, 1, 9, 1, 20),
        new(0, 3, 4, 4, 8, 8),
        new(3, 64, 17, 15, 34, 30),
    ];

    public static TheoryData<bool, float?> Cases => new() { { true, null }, { false, null }, { true, 0.4f }, { false, 1.7f } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Images_and_their_gradients_are_what_they_say(bool atEnd, float? step)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            foreach (var shape in Shapes)
            {
                using var input = new GuardedBuffer(Numbers.Uniform(1, shape.InputLength), atEnd);
                using var output = new GuardedBuffer(Numbers.Untouched(shape.OutputLength), atEnd);
                using var outputGradient = new GuardedBuffer(Numbers.Uniform(2, shape.OutputLength), atEnd);
                using var inputGradient = new GuardedBuffer(Numbers.Untouched(shape.InputLength), atEnd);

                Forward(mode, shape, input.Span, output.Span, step);
                Gradient(mode, shape, outputGradient.Span, inputGradient.Span, step);

                var (x, dy, y, dx) = (input.Span.ToArray(), outputGradient.Span.ToArray(), new double[shape.OutputLength], new double[shape.InputLength]);
                Visit(mode, shape, step, (to, from, weight) =>
                {
                    y[to] += weight * x[from];
                    dx[from] += weight * dy[to];
                });
                Near.All(y, output.Span.ToArray(), 4e-7);
                // A pixel's gradient is a sum over at most all of the output.
                Near.All(dx, inputGradient.Span.ToArray(), 1e-7 * (8 + shape.OutHeight * shape.OutWidth));
            }
        }
    }

    [Fact]
    public void Threads_change_nothing_and_calls_allocate_nothing()
    {
        var shape = new InterpolationShape(4, 40, 33, 37, 66, 74);
        var (x, dy) = (Numbers.Uniform(1, shape.InputLength), Numbers.Uniform(2, shape.OutputLength));
        var (y, dx) = (new float[dy.Length], new float[x.Length]);
        foreach (var mode in Enum.GetValues<Mode>())
        {
            Steady.SameForAllThreads(() =>
            {
                Forward(mode, shape, x, y, null);
                Gradient(mode, shape, dy, dx, null);
                return [.. y, .. dx];
            });
        }

        Steady.AllocatesNothing(() => Kernels.Interpolation.Bilinear(shape, x, y));
        Steady.AllocatesNothing(() => Kernels.Interpolation.BilinearGradient(shape, dy, dx));
    }

    [Fact]
    public void Wrong_arguments_throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new InterpolationShape(1, 1, 4, 4, 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InterpolationShape(1, 0, 4, 4, 4, 4));
        Assert.Throws<ArgumentException>(() => new InterpolationShape(1, 1, 4, 4, 1 << 16, 1 << 16));
        var shape = new InterpolationShape(1, 1, 4, 4, 8, 8);
        Assert.Throws<ArgumentException>(() => Kernels.Interpolation.Nearest(shape, new float[15], new float[64]));
        Assert.Throws<ArgumentException>(() => Kernels.Interpolation.BilinearGradient(shape, new float[64], new float[17]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.Interpolation.Bilinear(shape, new float[16], new float[64], stepWidth: 0));
        var memory = new float[80];
        Assert.Throws<ArgumentException>(() => Kernels.Interpolation.Nearest(shape, memory.AsSpan(0, 16), memory.AsSpan(15, 64)));
    }

    private static void Forward(Mode mode, in InterpolationShape shape, ReadOnlySpan<float> input, Span<float> output, float? step)
    {
        if (mode == Mode.Nearest)
            Kernels.Interpolation.Nearest(shape, input, output, step, step);
        else
            Kernels.Interpolation.Bilinear(shape, input, output, mode == Mode.AlignedCorners, step, step);
    }

    private static void Gradient(Mode mode, in InterpolationShape shape, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, float? step)
    {
        if (mode == Mode.Nearest)
            Kernels.Interpolation.NearestGradient(shape, outputGradient, inputGradient, step, step);
        else
            Kernels.Interpolation.BilinearGradient(shape, outputGradient, inputGradient, mode == Mode.AlignedCorners, step, step);
    }

    /// <summary>Each value of the output with those of the input that it is made of, and their weights.</summary>
    private static void Visit(Mode mode, InterpolationShape s, float? step, Action<int, int, double> visit)
    {
        for (var i = 0; i < s.OutputLength; i++)
        {
            var (rest, channel) = Math.DivRem(i, s.Channels);
            (rest, var outX) = Math.DivRem(rest, s.OutWidth);
            var (image, outY) = Math.DivRem(rest, s.OutHeight);
            foreach (var (y, down) in Sources(mode, outY, s.Height, s.OutHeight, step))
            {
                foreach (var (x, across) in Sources(mode, outX, s.Width, s.OutWidth, step))
                    visit(i, (((image * s.Height) + y) * s.Width + x) * s.Channels + channel, down * across);
            }
        }
    }

    private static IEnumerable<(int Place, double Weight)> Sources(Mode mode, int place, int length, int outLength, float? step)
    {
        if (outLength == length || (mode == Mode.Nearest && outLength == 2 * length))
        {
            yield return (place * length / outLength, 1);
            yield break;
        }

        var scale = step ?? (float)length / outLength;
        var source = mode switch
        {
            Mode.Nearest => MathF.Floor(place * scale),
            Mode.Bilinear => ((place + 0.5f) * scale) - 0.5f,
            _ => outLength == 1 ? 0 : place * ((float)(length - 1) / (outLength - 1)),
        };
        source = Math.Clamp(source, 0, length - 1);
        var first = (int)source;
        yield return (first, 1.0 - (source - first));
        if (first + 1 < length)
            yield return (first + 1, (double)source - first);
    }
}
