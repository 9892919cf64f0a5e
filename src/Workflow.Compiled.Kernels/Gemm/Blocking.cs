namespace Workflow.Compiled.Kernels;

/// <summary>How a product is cut, so that what is read again is still in a cache.</summary>
internal static class Blocking
{
    /// <summary>The inner dimension of a block: the longer, the less often sums are stored and loaded again.</summary>
    public const int Inner = 512;

    /// <summary>Rows of a block: the packed left rows take a quarter of the second cache, the panels that stream past them the rest.</summary>
    public const int Rows = 98;

    /// <summary>Columns of a block: the packed right columns stay in the third cache.</summary>
    public const int Columns = 1024;

    /// <summary>The width of a packed panel of left rows: a cache line for each step, whatever the height of the tile.</summary>
    public const int LeftWidth = 16;

    /// <summary>The first of a number of nearly equal parts.</summary>
    public static nint Start(nint length, nint parts, nint part) => (length * part) / parts;

    /// <summary>The number of parts of at most a given length.</summary>
    public static nint Parts(nint length, nint most) => (length + most - 1) / most;
}
