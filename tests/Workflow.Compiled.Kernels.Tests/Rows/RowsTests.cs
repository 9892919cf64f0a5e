namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Kernels of whole rows, written as generated code would be.</summary>
[Collection(ThreadsCollection.Name)]
public class RowsTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 0, 5 }, { 5, 0 }, { 1, 1 }, { 3, 2 }, { 7, 16 }, { 5, 33 }, { 64, 1000 }, { 3, 5003 }, { 400, 77 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Softmax_is_that_of_float64_and_of_its_own_kernel(int rows, int columns)
    {
        using var x = new GuardedBuffer(Numbers.Uniform(1, rows * columns, 20));
        using var y = new GuardedBuffer(Numbers.Untouched(rows * columns));
        Kernels.Rows.Run(rows, columns, new SoftmaxMap(x.Span, y.Span, columns));
        var kernel = new float[rows * columns];
        Softmax.Forward(x.Span, rows, columns, 1, kernel);
        for (var i = 0; i < kernel.Length; i++)
            Assert.Equal(kernel[i], y.Span[i], (2e-6f * kernel[i]) + 1e-38f);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_gradient_of_layer_normalisation_is_that_of_float64(int rows, int columns)
    {
        using var x = new GuardedBuffer(Numbers.Uniform(1, rows * columns, 3));
        using var dy = new GuardedBuffer(Numbers.Uniform(2, rows * columns));
        using var gamma = new GuardedBuffer(Numbers.Uniform(3, columns));
        using var dx = new GuardedBuffer(Numbers.Untouched(rows * columns));
        Kernels.Rows.Run(rows, columns, new LayerNormGradientMap(x.Span, gamma.Span, dy.Span, dx.Span, columns, 1e-5f));
        for (var row = 0; row < rows; row++)
        {
            double[] values = [.. Enumerable.Range(0, columns).Select(c => (double)x.Span[(row * columns) + c])];
            double[] gradients = [.. Enumerable.Range(0, columns).Select(c => (double)dy.Span[(row * columns) + c] * gamma.Span[c])];
            if (columns == 0)
                continue;
            var mean = values.Average();
            var scale = 1 / Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) + 1e-5);
            var first = gradients.Average();
            var second = gradients.Select((g, c) => g * (values[c] - mean) * scale).Average();
            for (var c = 0; c < columns; c++)
            {
                var expected = (gradients[c] - first - ((values[c] - mean) * scale * second)) * scale;
                Assert.Equal(expected, dx.Span[(row * columns) + c], 5e-6 * scale * 3);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Any_number_of_threads_gives_the_same_bits(int rows, int columns)
    {
        var (x, dy, gamma) = (Numbers.Uniform(1, rows * columns, 3), Numbers.Uniform(2, rows * columns), Numbers.Uniform(3, columns));
        Steady.SameForAllThreads(() =>
        {
            var (y, dx) = (Numbers.Untouched(rows * columns), Numbers.Untouched(rows * columns));
            Kernels.Rows.Run(rows, columns, new SoftmaxMap(x, y, columns));
            Kernels.Rows.Run(rows, columns, new LayerNormGradientMap(x, gamma, dy, dx, columns, 1e-5f));
            return [.. y, .. dx];
        });
    }

    [Fact]
    public void Every_row_is_visited_once_whatever_the_shape()
    {
        foreach (var (rows, columns) in ((int, int)[])[(1, 1), (100_000, 0), (100_000, 1), (17, 1000), (1, 100_000), (3, 50_000), (33, 511)])
        {
            var visits = new int[rows];
            Kernels.Rows.Run(rows, columns, new Visit(visits));
            Assert.Equal(-1, visits.AsSpan().IndexOfAnyExcept(1));
        }
    }

    [Fact]
    public void An_exception_reaches_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.Rows.Run(100, 1000, new SoftmaxMap(new float[99_999], new float[100_000], 1000)));

    [Fact]
    public void Negative_sizes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => Kernels.Rows.Run(-1, 1, new Visit([])));
        Assert.Throws<ArgumentOutOfRangeException>("columns", () => Kernels.Rows.Run(1, -1, new Visit([])));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var (x, y) = (Numbers.Uniform(7, 64_000), new float[64_000]);
        Steady.AllocatesNothing(() => Kernels.Rows.Run(64, 1000, new SoftmaxMap(x, y, 1000)));
    }

    private readonly ref struct Visit(Span<int> visits) : IRowMap
    {
        private readonly Span<int> _visits = visits;

        public void Invoke(nint row) => Interlocked.Increment(ref _visits[(int)row]);
    }
}
