namespace Workflow.Compiled.Kernels;

/// <summary>How a product is cut, so that what is read again is still in a cache.</summary>
internal static class Blocking
{
    private const int Page = 4096 / sizeof(float);

    /// <summary>
    /// The inner dimension of a part: the longer, the less often sums are stored and loaded again. With registers of 256 bits a panel of right columns then
    /// takes half of a first cache of 32 KiB, in which it stays for all tiles of a block; with 512 bits it comes from the second cache, which is wide enough there.
    /// </summary>
    /// <remarks>The same for every register width of a machine, because it decides in which order products are added.</remarks>
    public static int Inner => Lanes16.IsHardwareAccelerated ? 512 : 256;

    /// <summary>Columns of a block: the packed right columns stay in the third cache.</summary>
    public const int Columns = 3072;

    /// <summary>Rows of a block, a multiple of the tile's: the packed left rows take a part of the second cache (688 of 2048 KiB, or 256 of 512), what streams past them the rest.</summary>
    public static nint Rows<V>(nint steps)
        where V : struct, IVector<V> =>
        Math.Max(1, (HasManyRegisters<V>() ? 344 * 512 : 128 * 512) / (LeftWidth<V>() * Math.Max(1, steps))) * Tile.MaxRows<V>();

    /// <summary>The width of a packed panel of left rows, whatever the height of the tile: steps lie on whole or half cache lines.</summary>
    public static int LeftWidth<V>()
        where V : struct, IVector<V> =>
        HasManyRegisters<V>() ? 16 : 8;

    /// <summary>The rows from which the right factor is packed: reading it again from far apart then costs more than copying it once.</summary>
    /// <remarks>Rows a power of two apart fall on the same few lines of the first cache, which small caches feel from a few tiles on. Where each step is on a page of its own, all do.</remarks>
    public static int PackRightFrom<V>(nint rowStride)
        where V : struct, IVector<V> =>
        !HasManyRegisters<V>() ? 24 : rowStride >= Page ? 96 : 160;

    /// <summary>The columns from which the left factor is packed.</summary>
    public static int PackLeftFrom<V>()
        where V : struct, IVector<V> =>
        HasManyRegisters<V>() ? 512 : 96;

    /// <summary>The first of a number of nearly equal parts.</summary>
    public static nint Start(nint length, nint parts, nint part) => (length * part) / parts;

    /// <summary>The number of parts of at most a given length.</summary>
    public static nint Parts(nint length, nint most) => (length + most - 1) / most;

    /// <summary>Whether there are 32 vector registers, as there are with AVX-512, instead of 16.</summary>
    public static bool HasManyRegisters<V>()
        where V : struct, IVector<V> =>
        V.Count == Lanes16.Count;
}
