namespace Workflow.Compiled.Kernels.Tests;

[Collection(ThreadsCollection.Name)]
public class PoolingTests
{
    private static IEnumerable<Pool2dShape> Shapes =>
    [
        .. from channels in (int[])[1, 3, 5, 16, 19, 37]
           from kernel in (int[])[1, 2, 3]
           from stride in (int[])[1, 2, 3]
           from padding in (int[])[0, 1]
           from ceil in (bool[])[false, true]
           where padding <= kernel / 2
           select Pool2dShape.Of(2, channels, 7, 8, kernel, stride, padding, 1, ceil),
        Pool2dShape.Of(2, 20, 11, 12, 3, 2, 2, 2, false),
        Pool2dShape.Of(1, 4, 1, 1, 1, 1, 0, 1, false),
        new(3, 33, 6, 9, 6, 9, 6, 9), // global
        new(1, 5, 9, 7, 2, 5, 1, 2, 1, 2),
        Pool2dShape.Of(4, 64, 30, 30, 2, 2, 0, 1, false),
        Pool2dShape.Of(1, 3, 2, 2, 3, 2, 0, 1, true), // a window larger than the image
        Pool2dShape.Of(0, 3, 4, 4, 2, 2, 0, 1, false),
        .. from channels in (int[])[1, 5, 19, 32]
           from size in ((int Height, int Width)[])[(1, 1), (3, 5), (7, 8), (4, 3), (9, 11), (1, 16)]
           select Pool2dShape.Adaptive(2, channels, 7, 8, size.Height, size.Width),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Max_and_its_gradient_are_what_they_say(bool atEnd)
    {
        foreach (var shape in Shapes)
        {
            var values = Numbers.Uniform(1, shape.InputLength);
            for (var i = 0; i < values.Length; i += 3)
                values[i] = MathF.Round(values[i]); // equals
            for (var i = 5; i < values.Length; i += 41)
                values[i] = float.NaN;
            using var input = new GuardedBuffer(values, atEnd);
            using var output = new GuardedBuffer(Numbers.Untouched(shape.OutputLength), atEnd);
            using var gradient = new GuardedBuffer(Numbers.Untouched(shape.InputLength), atEnd);
            var dy = Numbers.Uniform(2, shape.OutputLength);
            var (plain, elements) = (Numbers.Untouched(shape.OutputLength), new byte[shape.OutputLength]);
            Kernels.Pooling.Max(shape, input.Span, output.Span, elements);
            Kernels.Pooling.Max(shape, input.Span, plain);
            Kernels.Pooling.MaxGradient(shape, dy, elements, gradient.Span);
            using var numbers = new GuardedBuffer(Numbers.Untouched(shape.OutputLength), atEnd);
            var byNumbers = Numbers.Untouched(shape.InputLength);
            Kernels.Pooling.Max(shape, input.Span, plain, numbers.Span);
            Kernels.Pooling.MaxGradient(shape, dy, numbers.Span, byNumbers);
            Assert.Equal(elements.Select(element => (float)element), numbers.Span.ToArray());
            Assert.Equal(gradient.Span.ToArray(), byNumbers);

            var (expected, expectedGradient) = (new float[plain.Length], new double[values.Length]);
            Visit(shape, (windowIndex, taps) =>
            {
                var best = -1;
                foreach (var (index, _) in taps)
                {
                    if (best < 0 || values[index] > values[best] || float.IsNaN(values[index]))
                        best = index;
                }

                expected[windowIndex] = best < 0 ? float.NegativeInfinity : values[best];
                if (best >= 0)
                    expectedGradient[best] += dy[windowIndex];
            });
            Assert.Equal(expected, output.Span);
            Assert.Equal(expected, plain);
            Near.All(expectedGradient, gradient.Span.ToArray(), 2e-6);
        }
    }

    [Fact]
    public void An_epilogue_sees_each_value_with_its_pixel_and_channel()
    {
        foreach (var shape in Shapes)
        {
            var (input, channels) = (Numbers.Uniform(1, shape.InputLength), shape.Channels);
            var (plain, output, elements, sameElements) = (new float[shape.OutputLength], new float[shape.OutputLength], new byte[shape.OutputLength], new byte[shape.OutputLength]);
            var terms = Numbers.Uniform(2, shape.OutputLength);
            Kernels.Pooling.Max(shape, input, plain, elements);
            var expected = plain.Zip(terms, (value, term) => value + term).ToArray();
            Kernels.Pooling.Max(shape, input, output, new Plus { Terms = terms, Channels = channels });
            Assert.Equal(expected, output);
            Array.Clear(output);
            Kernels.Pooling.Max(shape, input, output, sameElements, new Plus { Terms = terms, Channels = channels });
            Assert.Equal(expected, output);
            Assert.Equal(elements, sameElements);
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false, 3)]
    public void Average_and_its_gradient_are_what_they_say(bool countIncludePad, bool atEnd, int own = 0)
    {
        foreach (var shape in Shapes.Where(shape => shape.DilationHeight == 1))
        {
            using var input = new GuardedBuffer(Numbers.Uniform(1, shape.InputLength), atEnd);
            using var output = new GuardedBuffer(Numbers.Untouched(shape.OutputLength), atEnd);
            using var gradient = new GuardedBuffer(Numbers.Untouched(shape.InputLength), atEnd);
            var dy = Numbers.Uniform(2, shape.OutputLength);
            Kernels.Pooling.Average(shape, input.Span, output.Span, countIncludePad, own);
            Kernels.Pooling.AverageGradient(shape, dy, gradient.Span, countIncludePad, own);

            var (values, expected, expectedGradient) = (input.Span.ToArray(), new double[dy.Length], new double[shape.InputLength]);
            Visit(shape, (windowIndex, taps) =>
            {
                var divisor = own != 0 ? own : countIncludePad ? taps.FirstOrDefault().Padded : taps.Count;
                foreach (var (index, _) in taps)
                {
                    expected[windowIndex] += (double)values[index] / divisor;
                    expectedGradient[index] += (double)dy[windowIndex] / divisor;
                }
            });
            Near.All(expected, output.Span.ToArray(), 4e-6);
            Near.All(expectedGradient, gradient.Span.ToArray(), 4e-6);
        }
    }

    [Fact]
    public void Threads_change_nothing_and_calls_allocate_nothing()
    {
        var shape = Pool2dShape.Of(16, 64, 40, 40, 3, 2, 1, 1, false);
        var (x, dy) = (Numbers.Uniform(1, shape.InputLength), Numbers.Uniform(2, shape.OutputLength));
        var (y, dx, elements) = (new float[dy.Length], new float[x.Length], new byte[dy.Length]);
        Steady.SameForAllThreads(() =>
        {
            Kernels.Pooling.Max(shape, x, y, elements);
            Kernels.Pooling.MaxGradient(shape, dy, elements, dx);
            return [.. y, .. dx];
        });
        Steady.AllocatesNothing(() => Kernels.Pooling.Max(shape, x, y, elements));
        Steady.AllocatesNothing(() => Kernels.Pooling.MaxGradient(shape, dy, elements, dx));
        Steady.AllocatesNothing(() => Kernels.Pooling.Average(shape, x, y));
        Steady.AllocatesNothing(() => Kernels.Pooling.AverageGradient(shape, dy, dx));
    }

    [Fact]
    public void Wrong_geometries_throw()
    {
        Assert.Throws<ArgumentException>(() => Pool2dShape.Of(1, 1, 4, 4, 5, 1, 0, 1, false));
        Assert.Throws<ArgumentException>(() => Pool2dShape.Of(1, 1, 4, 4, 3, 1, 2, 1, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pool2dShape.Of(1, 1, 4, 4, 2, 0, 0, 1, true));
        var large = new Pool2dShape(1, 1, 40, 40, 20, 20, 20, 20);
        Assert.Throws<ArgumentException>(() => Kernels.Pooling.Max(large, new float[1600], new float[4], new byte[4]));
        Assert.Throws<ArgumentException>(() => Kernels.Pooling.Average(Pool2dShape.Of(1, 1, 9, 9, 2, 1, 0, 2, false), new float[81], new float[49]));
    }

    /// <summary>Each output with the inputs of its window, and the window's size with padding.</summary>
    private static void Visit(Pool2dShape s, Action<int, List<(int Index, int Padded)>> visit)
    {
        for (var i = 0; i < s.OutputLength; i++)
        {
            var (rest, channel) = Math.DivRem(i, s.Channels);
            (rest, var ox) = Math.DivRem(rest, s.OutWidth);
            var (image, oy) = Math.DivRem(rest, s.OutHeight);
            if (s.IsAdaptive)
            {
                visit(i, [.. Part(s, image, oy, ox, channel)]);
                continue;
            }

            var (top, left) = (oy * s.StrideHeight - s.PaddingHeight, ox * s.StrideWidth - s.PaddingWidth);
            var padded = (Math.Min(top + s.KernelHeight, s.Height + s.PaddingHeight) - top) * (Math.Min(left + s.KernelWidth, s.Width + s.PaddingWidth) - left);
            var taps = new List<(int, int)>();
            for (var tap = 0; tap < s.KernelHeight * s.KernelWidth; tap++)
            {
                var (y, x) = (top + tap / s.KernelWidth * s.DilationHeight, left + tap % s.KernelWidth * s.DilationWidth);
                if (y >= 0 && y < s.Height && x >= 0 && x < s.Width)
                    taps.Add(((((image * s.Height) + y) * s.Width + x) * s.Channels + channel, padded));
            }

            visit(i, taps);
        }
    }

    private static IEnumerable<(int Index, int Padded)> Part(Pool2dShape s, int image, int outY, int outX, int channel)
    {
        int[] ys = [.. Of(s.Height, s.OutHeight, outY)], xs = [.. Of(s.Width, s.OutWidth, outX)];
        return ys.SelectMany(y => xs.Select(x => ((((image * s.Height) + y) * s.Width + x) * s.Channels + channel, ys.Length * xs.Length)));

        static IEnumerable<int> Of(int length, int parts, int part) => Enumerable.Range(0, length)
            .Where(place => place >= Math.Floor((double)part * length / parts) && place < Math.Ceiling((part + 1.0) * length / parts));
    }

    private readonly ref struct Plus : IEpilogue
    {
        public ReadOnlySpan<float> Terms { get; init; }

        public int Channels { get; init; }

        public V Invoke<V>(V product, nint row, nint column)
            where V : struct, IVector<V> => product + V.Load(Terms, (row * Channels) + column);
    }
}
