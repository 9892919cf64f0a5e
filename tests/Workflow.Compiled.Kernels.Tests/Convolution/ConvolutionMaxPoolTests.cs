using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>A convolution whose result is pooled where it is computed gives the bits of a convolution and a pool behind it.</summary>
[Collection(ThreadsCollection.Name)]
public unsafe class ConvolutionMaxPoolTests
{
    // Images of several bands, whole and in parts.
    private static readonly Conv2dShape[] s_large =
    [
        new(9, 1, 28, 28, 32, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(7, 32, 14, 14, 64, 3, 3, paddingHeight: 1, paddingWidth: 1), // by tiles
        new(1, 32, 61, 60, 64, 3, 3, paddingHeight: 1, paddingWidth: 1), // by tiles, in parts
        new(2, 8, 70, 70, 48, 1, 1),
        new(5, 8, 1, 40, 48, 1, 1),
        new(1, 3, 130, 131, 64, 7, 7, 2, 2, 3, 3),
        new(2, 48, 61, 60, 48, 3, 3, paddingHeight: 1, paddingWidth: 1, groups: 48),
        new(40, 384, 3, 3, 352, 3, 3, paddingHeight: 1, paddingWidth: 1), // many weights
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_geometry_is_as_in_two_steps_and_nothing_beside_it_is_touched(bool atEnd)
    {
        foreach (var shape in ConvolutionShapes.All)
        {
            foreach (var pool in Pools(shape))
                Require(shape, pool, atEnd);
        }
    }

    [Fact]
    public void Large_images_are_as_in_two_steps()
    {
        foreach (var shape in s_large)
        {
            foreach (var pool in Pools(shape).Append(Pool2dShape.Adaptive(shape.Batch, shape.OutChannels, shape.OutHeight, shape.OutWidth, 2, 1)))
                Require(shape, pool, atEnd: true);
        }
    }

    [Fact]
    public void What_is_no_number_wins_and_infinities_are_as_in_two_steps()
    {
        foreach (var shape in s_large)
        {
            var convolution = new ConvolutionCase(shape);
            for (var i = 7; i < convolution.Input.Length; i += 997)
                convolution.Input[i] = i % 3 == 0 ? float.PositiveInfinity : float.NaN;
            foreach (var pool in Pools(shape))
                Require(convolution, pool, atEnd: true);
        }
    }

    [Fact]
    public void Registers_of_every_width()
    {
        foreach (var shape in s_large)
        {
            var pool = Pools(shape).Last();
            RequireWidth<Lanes8>(shape, pool);
            RequireWidth<Lanes4>(shape, pool);
        }
    }

    [Fact]
    public void Threads_change_nothing_and_calls_allocate_nothing()
    {
        foreach (var shape in s_large)
        {
            var (convolution, pool) = (new ConvolutionCase(shape), Pools(shape).Last());
            var (output, elements) = (new float[pool.OutputLength], new byte[pool.OutputLength]);
            void Compute() => Kernels.Convolution.ForwardMaxPool(shape, pool, convolution.Input, convolution.Weight, output, elements, default(NoEpilogue), default(NoEpilogue));
            Steady.SameForAllThreads(() =>
            {
                Compute();
                return [.. output, .. elements];
            });
            Steady.AllocatesNothing(Compute);
        }
    }

    [Fact]
    public void A_pool_of_something_else_throws()
    {
        var convolution = new ConvolutionCase(new Conv2dShape(2, 3, 6, 6, 4, 3, 3));
        var pool = Pool2dShape.Of(2, 4, 6, 6, 2, 2, 0, 1, false);
        var error = Assert.Throws<ArgumentException>(() => Kernels.Convolution.ForwardMaxPool(
            convolution.Shape, pool, convolution.Input, convolution.Weight, new float[pool.OutputLength], default(NoEpilogue), default(NoEpilogue)));
        Assert.Contains("The pool is of 2 x 6 x 6 x 4 values, but the convolution gives 2 x 4 x 4 x 4.", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Pool2dShape> Pools(Conv2dShape shape) =>
        from pool in ((int Kernel, int Stride, int Padding, int Dilation, bool Ceil)[])[(2, 2, 0, 1, false), (2, 1, 1, 2, false), (2, 3, 0, 1, true), (3, 2, 1, 1, false)]
        where Math.Min(shape.OutHeight, shape.OutWidth) + (2 * pool.Padding) > pool.Dilation * (pool.Kernel - 1)
        select Pool2dShape.Of(shape.Batch, shape.OutChannels, shape.OutHeight, shape.OutWidth, pool.Kernel, pool.Stride, pool.Padding, pool.Dilation, pool.Ceil);

    private static void Require(Conv2dShape shape, Pool2dShape pool, bool atEnd) => Require(new ConvolutionCase(shape), pool, atEnd);

    private static void Require(ConvolutionCase convolution, Pool2dShape pool, bool atEnd)
    {
        var shape = convolution.Shape;
        var before = new Scale { Factors = Numbers.Uniform(4, shape.OutputLength), Channels = shape.OutChannels };
        var behind = new Scale { Factors = Numbers.Uniform(5, pool.OutputLength), Channels = shape.OutChannels };
        var (whole, expected, expectedElements) = (new float[shape.OutputLength], new float[pool.OutputLength], new byte[pool.OutputLength]);
        Kernels.Convolution.Forward(shape, convolution.Input, convolution.Weight, whole, in before);
        var isSmall = pool.KernelHeight * pool.KernelWidth <= 256;
        if (isSmall)
            Kernels.Pooling.Max(pool, whole, expected, expectedElements, in behind);
        else
            Kernels.Pooling.Max(pool, whole, expected, in behind);

        using var input = new GuardedBuffer(convolution.Input, atEnd);
        using var weight = new GuardedBuffer(convolution.Weight, atEnd);
        using var output = new GuardedBuffer(Numbers.Untouched(pool.OutputLength), atEnd);
        Kernels.Convolution.ForwardMaxPool(shape, pool, input.Span, weight.Span, output.Span, in before, in behind);
        Assert.True(Steady.SameBits(expected, output.Span), $"{shape}, {pool}");
        if (!isSmall)
            return;
        var elements = new byte[pool.OutputLength];
        output.Span.Fill(float.NaN);
        Kernels.Convolution.ForwardMaxPool(shape, pool, input.Span, weight.Span, output.Span, elements, in before, in behind);
        Assert.True(Steady.SameBits(expected, output.Span), $"{shape}, {pool} with elements");
        Assert.Equal(expectedElements, elements);
    }

    private static void RequireWidth<V>(Conv2dShape shape, Pool2dShape pool)
        where V : struct, IVector<V>
    {
        var convolution = new ConvolutionCase(shape);
        var (whole, expected, output) = (new float[shape.OutputLength], new float[pool.OutputLength], new float[pool.OutputLength]);
        fixed (float* x = convolution.Input, w = convolution.Weight, y = whole, z = output)
        {
            ConvolutionForward.Run<V, NoEpilogue>(shape, x, w, y, default);
            ConvolutionMaxPool.Run<V, NoEpilogue, NoEpilogue>(shape, pool, x, w, default, new MaxPoolForward<NoEpilogue>(default, in pool, null, z));
        }

        Kernels.Pooling.Max(pool, whole, expected);
        Assert.True(Steady.SameBits(expected, output), $"{shape}, {pool} with {V.Count} lanes");
    }

    private readonly ref struct Scale : IEpilogue
    {
        public ReadOnlySpan<float> Factors { get; init; }

        public int Channels { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(V product, nint row, nint column)
            where V : struct, IVector<V> => product * V.Load(Factors, (row * Channels) + column);
    }
}

