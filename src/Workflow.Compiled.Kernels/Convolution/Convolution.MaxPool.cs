using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Workflow.Compiled.Kernels;

/// <content>Convolutions whose result is only pooled.</content>
public static unsafe partial class Convolution
{
    /// <summary>output = poolEpilogue(the largest of each window of epilogue(input * weight)).</summary>
    /// <inheritdoc cref="ForwardMaxPool{TEpilogue, TPool}(in Conv2dShape, in Pool2dShape, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, Span{byte}, in TEpilogue, in TPool)"/>
    public static void ForwardMaxPool<TEpilogue, TPool>(
        in Conv2dShape shape,
        in Pool2dShape pool,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weight,
        Span<float> output,
        scoped in TEpilogue epilogue,
        scoped in TPool poolEpilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
        where TPool : struct, IEpilogue, allows ref struct
    {
        CheckMaxPool(in shape, in pool, input, weight, output);
        fixed (float* x = input, w = weight, y = output)
            MaxPool(in shape, in pool, x, w, in epilogue, new MaxPoolForward<TPool>(in poolEpilogue, in pool, null, y));
    }

    /// <summary>output = poolEpilogue(the largest of each window of epilogue(input * weight)), and which of the window's elements it is: the first of equals, the last NaN.</summary>
    /// <remarks>The same bits as <see cref="Forward{TEpilogue}"/> followed by <see cref="Pooling"/>'s Max, for any number of threads; what is pooled never reaches memory.</remarks>
    /// <param name="shape">The geometry of the convolution.</param>
    /// <param name="pool">The geometry of the pool, whose input is the convolution's output.</param>
    /// <param name="input">Batch x Height x Width x InChannels.</param>
    /// <param name="weight">In the order of <see cref="ConvolutionWeights"/>.</param>
    /// <param name="output">The pool's output; must not overlap the input, the weight, or what an epilogue reads.</param>
    /// <param name="elements">For each value of the output, its window's row times the window's width plus its column; a window has at most 256 elements.</param>
    /// <param name="epilogue">What happens to each element of the convolution before it is pooled. Where windows overlap, it may see an element twice.</param>
    /// <param name="poolEpilogue">What happens to each of the largest values before it is stored.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, the geometries do not fit each other, or the output overlaps an operand.</exception>
    public static void ForwardMaxPool<TEpilogue, TPool>(
        in Conv2dShape shape,
        in Pool2dShape pool,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weight,
        Span<float> output,
        Span<byte> elements,
        scoped in TEpilogue epilogue,
        scoped in TPool poolEpilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
        where TPool : struct, IEpilogue, allows ref struct
    {
        CheckMaxPool(in shape, in pool, input, weight, output);
        Pooling.CheckBytes(in pool, elements.Length);
        fixed (float* x = input, w = weight, y = output)
        fixed (byte* index = elements)
            MaxPool(in shape, in pool, x, w, in epilogue, new MaxPoolForward<TPool>(in poolEpilogue, in pool, null, y, index));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPool<TEpilogue, TPool>(
        in Conv2dShape shape, in Pool2dShape pool, float* input, float* weight, scoped in TEpilogue epilogue, scoped in MaxPoolForward<TPool> forward)
        where TEpilogue : struct, IEpilogue, allows ref struct
        where TPool : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            ConvolutionMaxPool.Run<Lanes16, TEpilogue, TPool>(in shape, in pool, input, weight, in epilogue, in forward);
        else if (Vector256.IsHardwareAccelerated)
            ConvolutionMaxPool.Run<Lanes8, TEpilogue, TPool>(in shape, in pool, input, weight, in epilogue, in forward);
        else
            ConvolutionMaxPool.Run<Lanes4, TEpilogue, TPool>(in shape, in pool, input, weight, in epilogue, in forward);
    }

    private static void CheckMaxPool(in Conv2dShape shape, in Pool2dShape pool, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output)
    {
        RequirePool(in shape, in pool);
        Require(input.Length, shape.InputLength, nameof(input));
        Require(weight.Length, shape.WeightLength, nameof(weight));
        RequireResult(output, pool.OutputLength, input, weight, nameof(output));
    }

    private static void RequirePool(in Conv2dShape shape, in Pool2dShape pool)
    {
        if ((pool.Batch, pool.Height, pool.Width, pool.Channels) != (shape.Batch, shape.OutHeight, shape.OutWidth, shape.OutChannels))
        {
            throw new ArgumentException(
                $"The pool is of {pool.Batch} x {pool.Height} x {pool.Width} x {pool.Channels} values, but the convolution gives {shape.Batch} x {shape.OutHeight} x {shape.OutWidth} x {shape.OutChannels}.", nameof(pool));
        }
    }
}
