using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// The gradient of a depthwise weight in pinned memory. Threads share out channels, a register of them at a time; each sums its pixels row by row, so the order is fixed.
/// </summary>
internal readonly unsafe struct DepthwiseWeightGradient<V> : IWork
    where V : struct, IVector<V>
{
    // Multiply-adds below which waking a thread costs more than it brings.
    private const long WorthSharing = 1_000_000;

    private readonly Conv2dShape _shape;
    private readonly float* _input;
    private readonly float* _outputGradient;
    private readonly float* _gradient;

    private DepthwiseWeightGradient(in Conv2dShape shape, float* input, float* outputGradient, float* gradient)
    {
        _shape = shape;
        _input = input;
        _outputGradient = outputGradient;
        _gradient = gradient;
    }

    public static void Run(in Conv2dShape shape, float* input, float* outputGradient, float* gradient)
    {
        var work = new DepthwiseWeightGradient<V>(in shape, input, outputGradient, gradient);
        var items = (int)Blocking.Parts(shape.InChannels, V.Count);
        if (shape.Work >= WorthSharing)
        {
            WorkerPool.Run(items, in work);
            return;
        }

        for (var item = 0; item < items; item++)
            work.Invoke(item);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Invoke(int item)
    {
        var channel = (nint)item * V.Count;
        var end = Math.Min(_shape.InChannels, channel + V.Count);
        if (end - channel == V.Count)
        {
            Compute<V>(channel);
            return;
        }

        for (; V.Count > Lanes8.Count && channel <= end - Lanes8.Count; channel += Lanes8.Count)
            Compute<Lanes8>(channel);
        for (; V.Count > Lanes4.Count && channel <= end - Lanes4.Count; channel += Lanes4.Count)
            Compute<Lanes4>(channel);
        for (; channel < end; channel++)
            Compute<Lanes1>(channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Compute<W>(nint channel)
        where W : struct, IVector<W>
    {
        for (var tap = 0; tap < _shape.Taps; tap++)
            W.Zero.Store(_gradient + ((nint)tap * _shape.InChannels) + channel);
        for (var line = 0; line < _shape.Batch * _shape.OutHeight; line++)
        {
            var (image, outRow) = Math.DivRem(line, _shape.OutHeight);
            for (var kernelRow = 0; kernelRow < _shape.KernelHeight; kernelRow++)
            {
                var y = (outRow * _shape.StrideHeight) - _shape.PaddingHeight + (kernelRow * _shape.DilationHeight);
                if (y >= 0 && y < _shape.Height)
                    AddRow<W>(channel, line, (image * _shape.Height) + y, kernelRow);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddRow<W>(nint channel, nint outLine, nint inLine, int kernelRow)
        where W : struct, IVector<W>
    {
        nint channels = _shape.InChannels;
        var dy = _outputGradient + (outLine * _shape.OutWidth * channels) + channel;
        var x = _input + (inLine * _shape.Width * channels) + channel;
        for (var kernelColumn = 0; kernelColumn < _shape.KernelWidth; kernelColumn++)
        {
            var start = (kernelColumn * _shape.DilationWidth) - _shape.PaddingWidth;
            var from = start >= 0 ? 0 : Math.Min(_shape.OutWidth, (-start + _shape.StrideWidth - 1) / _shape.StrideWidth);
            var room = _shape.Width - 1 - start;
            var to = room < 0 ? 0 : Math.Min(_shape.OutWidth, (room / _shape.StrideWidth) + 1);
            var target = _gradient + ((((nint)kernelRow * _shape.KernelWidth) + kernelColumn) * channels) + channel;
            var sum = Dot<W>(
                dy + (from * channels), channels, x + ((((nint)from * _shape.StrideWidth) + start) * channels), _shape.StrideWidth * channels, to - from);
            (W.Load(target) + sum).Store(target);
        }
    }

    /// <summary>The sum of products of two strided lists, in four interleaved sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static W Dot<W>(float* a, nint aStride, float* b, nint bStride, nint count)
        where W : struct, IVector<W>
    {
        W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
        nint i = 0;
        for (; i <= count - 4; i += 4, a += 4 * aStride, b += 4 * bStride)
        {
            s0 = W.MultiplyAdd(W.Load(a), W.Load(b), s0);
            s1 = W.MultiplyAdd(W.Load(a + aStride), W.Load(b + bStride), s1);
            s2 = W.MultiplyAdd(W.Load(a + (2 * aStride)), W.Load(b + (2 * bStride)), s2);
            s3 = W.MultiplyAdd(W.Load(a + (3 * aStride)), W.Load(b + (3 * bStride)), s3);
        }

        for (; i < count; i++, a += aStride, b += bStride)
            s0 = W.MultiplyAdd(W.Load(a), W.Load(b), s0);
        return (s0 + s1) + (s2 + s3);
    }
}
