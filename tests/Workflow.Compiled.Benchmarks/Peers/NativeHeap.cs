using System.Runtime.InteropServices;

namespace Workflow.Compiled.Benchmarks;

/// <summary>
/// The C library's heap, from which libtorch takes every result. By default it returns large blocks to the system and faults them in
/// again, which makes some steps of libtorch three times slower, at random. The race is run against libtorch without that.
/// </summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1, MapThreshold = -3; // M_TRIM_THRESHOLD, M_MMAP_THRESHOLD of malloc.h
    private const int Never = int.MaxValue;

    /// <summary>Lets the heap keep what it got.</summary>
    public static void KeepMemory()
    {
        if (!OperatingSystem.IsLinux())
            return;
        SetOption(TrimThreshold, Never);
        SetOption(MapThreshold, Never);
    }

    /// <summary>Gives back what it keeps but nobody uses.</summary>
    public static void ReturnMemory()
    {
        if (OperatingSystem.IsLinux())
            Trim(0);
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint kept);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
