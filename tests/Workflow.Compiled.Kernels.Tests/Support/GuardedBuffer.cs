using System.Runtime.InteropServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>
/// Floats beside a page that may not be touched: one element read or written too far (or, begun at the guard, too early) ends the process
/// with a fault. Where the system has no mmap it is plain memory.
/// </summary>
internal sealed unsafe partial class GuardedBuffer : IDisposable
{
    private const int ReadWrite = 3;
    private const int None = 0;

    private readonly void* _pages;
    private readonly nuint _bytes;
    private readonly float* _data;
    private readonly int _length;

    /// <param name="length">The number of elements.</param>
    /// <param name="atEnd">Whether the last element touches the guard behind it; else the first touches the guard before it.</param>
    public GuardedBuffer(int length, bool atEnd = true)
    {
        var page = (nuint)Environment.SystemPageSize;
        var payload = ((nuint)length * sizeof(float) + page - 1) / page * page;
        _length = length;
        _bytes = payload + 2 * page;
        _pages = Allocate(_bytes);
        var first = (byte*)_pages + page;
        if (!OperatingSystem.IsWindows() && (Protect(_pages, page, None) != 0 || Protect(first + payload, page, None) != 0))
            throw new InvalidOperationException("The guard pages cannot be protected.");
        _data = (float*)(atEnd ? first + payload - (nuint)length * sizeof(float) : first);
    }

    /// <summary>A buffer with a copy of values.</summary>
    public GuardedBuffer(ReadOnlySpan<float> values, bool atEnd = true)
        : this(values.Length, atEnd) =>
        values.CopyTo(Span);

    public Span<float> Span => new(_data, _length);

    public float* Pointer => _data;

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
            NativeMemory.AlignedFree(_pages);
        else
            _ = Unmap(_pages, _bytes);
    }

    private static void* Allocate(nuint bytes)
    {
        if (OperatingSystem.IsWindows())
            return NativeMemory.AlignedAlloc(bytes, (nuint)Environment.SystemPageSize);
        var privateAnonymous = OperatingSystem.IsMacOS() ? 0x1002 : 0x22;
        var pages = Map(null, bytes, ReadWrite, privateAnonymous, -1, 0);
        return pages != (void*)-1 ? pages : throw new InvalidOperationException($"The system gives no {bytes} bytes of pages.");
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
