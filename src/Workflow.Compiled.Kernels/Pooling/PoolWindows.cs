namespace Workflow.Compiled.Kernels;

/// <summary>One axis of pooling: which positions of a window lie inside the input.</summary>
internal readonly record struct PoolWindows(int Length, int Out, int Kernel, int Stride, int Padding, int Dilation)
{
    public static PoolWindows Rows(in Pool2dShape shape) =>
        new(shape.Height, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.PaddingHeight, shape.DilationHeight);

    public static PoolWindows Columns(in Pool2dShape shape) =>
        new(shape.Width, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.PaddingWidth, shape.DilationWidth);

    /// <summary>The input position of a window's first element; may be negative.</summary>
    public int Start(int window) => (window * Stride) - Padding;

    /// <summary>The elements of a window that lie inside the input: from a first to before a last.</summary>
    public (int First, int End) Inside(int window)
    {
        var start = Start(window);
        var first = start >= 0 ? 0 : (-start + Dilation - 1) / Dilation;
        var end = start >= Length ? 0 : Math.Min(Kernel, ((Length - 1 - start) / Dilation) + 1);
        return (first, Math.Max(first, end));
    }

    /// <summary>How many elements a window has when zeros of the padding count, but nothing beyond them does.</summary>
    public int Padded(int window) => Math.Min(Start(window) + Kernel, Length + Padding) - Start(window);

    /// <summary>The windows that may see an input position: from a first to before a last.</summary>
    public (int First, int End) Covering(int position)
    {
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
}
