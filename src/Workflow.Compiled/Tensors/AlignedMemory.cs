using System.Runtime.CompilerServices;

namespace Workflow.Compiled;

/// <summary>
/// Zeroed floats that start on a cache line and that the garbage collector does not move: kernels may keep addresses, and nobody has to
/// dispose anything.
/// </summary>
internal readonly struct AlignedMemory
{
    private const int Alignment = ArenaPlan.Alignment;

    /// <summary>Allocates memory.</summary>
    /// <param name="length">The number of floats.</param>
    public AlignedMemory(int length)
    {
        Storage = GC.AllocateArray<float>(checked(length + Alignment - 1), pinned: true);
        Offset = OffsetOfCacheLine(Storage);
        Length = length;
    }

    /// <summary>Memory of which every value is written before it is read.</summary>
    /// <param name="length">The number of floats.</param>
    public static AlignedMemory Unwritten(int length)
    {
        var memory = new AlignedMemory(length);
        MemoryPoison.Spread(memory.Span);
        return memory;
    }

    /// <summary>The array behind the memory.</summary>
    public float[] Storage { get; }

    /// <summary>Where the memory starts in the array.</summary>
    public int Offset { get; }

    /// <summary>The number of floats.</summary>
    public int Length { get; }

    /// <summary>The memory.</summary>
    public Span<float> Span => new(Storage, Offset, Length);

    private static unsafe int OffsetOfCacheLine(float[] storage)
    {
        var address = (nuint)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(storage));
        const nuint Bytes = Alignment * sizeof(float);
        return (int)((Bytes - address % Bytes) % Bytes / sizeof(float));
    }
}
