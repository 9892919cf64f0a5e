using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Floats that end where a page begins that may not be touched: reading or writing behind them is a fault. Linux only.</summary>
internal sealed unsafe partial class GuardedBuffer : IDisposable
{
    private const int NoAccess = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* _pages;
    private readonly nuint _size;
    private readonly int _length;

    public GuardedBuffer(int length)
    {
        var page = (nuint)Environment.SystemPageSize;
        var usable = ((nuint)length * sizeof(float) + page - 1) / page * page;
        _length = length;
        _size = usable + page;
        _pages = MemoryMap(null, _size, ReadWrite, PrivateAnonymous, -1, 0);
        if ((nint)_pages == -1 || MemoryProtect(_pages + usable, page, NoAccess) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        Start = (float*)(_pages + usable) - length;
    }

    public GuardedBuffer(ReadOnlySpan<float> values)
        : this(values.Length) => values.CopyTo(Span);

    public Span<float> Span => new(Start, _length);

    private float* Start { get; }

    public void Dispose() => _ = MemoryUnmap(_pages, _size);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial byte* MemoryMap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int MemoryProtect(byte* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int MemoryUnmap(byte* address, nuint length);
}
