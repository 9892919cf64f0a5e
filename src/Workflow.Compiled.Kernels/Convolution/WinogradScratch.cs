namespace Workflow.Compiled.Kernels;

/// <summary>The memory in which a thread keeps what is transformed.</summary>
internal static unsafe class WinogradScratch
{
    [ThreadStatic]
    private static PackingBuffer? _block;

    [ThreadStatic]
    private static PackingBuffer? _weights;

    [ThreadStatic]
    private static PackingBuffer? _zeros;

    [ThreadStatic]
    private static nint _zeroed;

    [ThreadStatic]
    private static PackingBuffer? _half;

    /// <summary>A block of tiles.</summary>
    public static float* Get(nint length) => (_block ??= new PackingBuffer()).Get(length);

    /// <summary>All weights of a call.</summary>
    public static float* Weights(nint length) => (_weights ??= new PackingBuffer()).Get(length);

    /// <summary>Registers of a tile between the transforms along its two axes.</summary>
    public static float* Half => (_half ??= new PackingBuffer()).Get(Winograd.Points * 16);

    /// <summary>So many zeros.</summary>
    public static float* Zeros(nint length)
    {
        var zeros = (_zeros ??= new PackingBuffer()).Get(length);
        if (_zeroed < length)
            new Span<float>(zeros, (int)(_zeroed = length)).Clear();
        return zeros;
    }
}
