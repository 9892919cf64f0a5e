namespace Workflow.Compiled.Kernels;

/// <summary>One axis of pooling: which positions of a window lie inside the input.</summary>
internal readonly record struct PoolWindows(int Length, int Out, int Kernel, int Stride, int Padding, int Dilation, bool IsAdaptive)
{
    public static PoolWindows Rows(in Pool2dShape shape) =>
        new(shape.Height, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.PaddingHeight, shape.DilationHeight, shape.IsAdaptive);

    public static PoolWindows Columns(in Pool2dShape shape) =>
        new(shape.Width, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.PaddingWidth, shape.DilationWidth, shape.IsAdaptive);

    /// <summary>Whether every window has two elements that lie inside the input.</summary>
    public bool ArePairs => !IsAdaptive && Kernel == 2 && Padding == 0 && Start(Out - 1) + Dilation < Length;

    /// <summary>Whether those pairs lie side by side and there is nothing else, so that each position is seen by one window.</summary>
    public bool AreAllPairs => ArePairs && Stride == 2 && Dilation == 1 && Length == 2 * Out;

    /// <summary>Whether two windows may see one position.</summary>
    public bool Overlap => IsAdaptive ? Length % Out != 0 : (Kernel - 1) * Dilation >= Stride;

    /// <summary>The input position of a window's first element; may be negative.</summary>
    public int Start(int window) => IsAdaptive ? (int)((long)window * Length / Out) : (window * Stride) - Padding;

    /// <summary>The input position of a window's last element; may lie behind the input.</summary>
    public int Last(int window) => Start(window) + (IsAdaptive ? Inside(window).End - 1 : (Kernel - 1) * Dilation);

    /// <summary>The elements of a window that lie inside the input: from a first to before a last.</summary>
    public (int First, int End) Inside(int window)
    {
        var start = Start(window);
        if (IsAdaptive)
            return (0, RoundedUp((window + 1L) * Length, Out) - start);
        var first = start >= 0 ? 0 : (-start + Dilation - 1) / Dilation;
        var end = start >= Length ? 0 : Math.Min(Kernel, ((Length - 1 - start) / Dilation) + 1);
        return (first, Math.Max(first, end));
    }

    /// <summary>How many elements a window has when zeros of the padding count, but nothing beyond them does.</summary>
    public int Padded(int window) => IsAdaptive ? Inside(window).End : Math.Min(Start(window) + Kernel, Length + Padding) - Start(window);

    /// <summary>The windows that may see an input position: from a first to before a last.</summary>
    public (int First, int End) Covering(int position)
    {
        // Of parts, the first whose end lies behind the position: (i + 1) · length / n > position; and all that begin at it or before.
        if (IsAdaptive)
            return ((int)((long)position * Out / Length), Math.Min(Out, RoundedUp((position + 1L) * Out, Length)));
        var least = position + Padding - ((Kernel - 1) * Dilation);
        var first = least <= 0 ? 0 : (least + Stride - 1) / Stride;
        return (first, Math.Min(Out, ((position + Padding) / Stride) + 1));
    }

    /// <summary>Which element of a window an input position is, or -1.</summary>
    public int Element(int window, int position)
    {
        var (element, rest) = Math.DivRem(position - Start(window), Dilation);
        return rest == 0 && element >= 0 && element < Kernel ? element : -1;
    }

    private static int RoundedUp(long dividend, int divisor) => (int)((dividend + divisor - 1) / divisor);
}
