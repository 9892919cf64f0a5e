using System.Runtime.InteropServices;

namespace Workflow.Compiled.Benchmarks;

/// <summary>A 64-byte aligned block of floats that both sides of a case can use.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private readonly int _length;

    public AlignedBuffer(int length)
    {
        _length = length;
        Pointer = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
        Span.Clear();
    }

    public float* Pointer { get; private set; }

    public Span<float> Span => new(Pointer, _length);

    /// <summary>A block of values uniform in [low, high), the same for the same seed.</summary>
    public static AlignedBuffer Random(int length, int seed, float low = -1, float high = 1)
    {
        var buffer = new AlignedBuffer(length);
        var random = new Random(seed);
        foreach (ref var value in buffer.Span)
            value = low + (high - low) * random.NextSingle();
        return buffer;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
