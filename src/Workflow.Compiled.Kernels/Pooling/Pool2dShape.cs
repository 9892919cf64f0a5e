namespace Workflow.Compiled.Kernels;

/// <summary>The geometry of two-dimensional pooling, checked once when it is made. Activations are channels-last: batch x height x width x channels.</summary>
public readonly record struct Pool2dShape
{
    /// <summary>A checked geometry.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="kernelHeight">Rows of a window.</param>
    /// <param name="kernelWidth">Columns of a window.</param>
    /// <param name="strideHeight">Input rows from one window to the next.</param>
    /// <param name="strideWidth">Input columns from one window to the next.</param>
    /// <param name="paddingHeight">Rows above and below the input that windows may reach into.</param>
    /// <param name="paddingWidth">Columns left and right of the input that windows may reach into.</param>
    /// <param name="dilationHeight">Input rows from one row of a window to the next.</param>
    /// <param name="dilationWidth">Input columns from one column of a window to the next.</param>
    /// <param name="ceilMode">Whether a last window may reach beyond the padding, as long as it begins before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">A window does not fit into the padded input, the padding is more than half a window, or a tensor has too many values.</exception>
    public Pool2dShape(
        int batch,
        int channels,
        int height,
        int width,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int paddingHeight = 0,
        int paddingWidth = 0,
        int dilationHeight = 1,
        int dilationWidth = 1,
        bool ceilMode = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        OutHeight = Windows("height", height, kernelHeight, strideHeight, paddingHeight, dilationHeight, ceilMode);
        OutWidth = Windows("width", width, kernelWidth, strideWidth, paddingWidth, dilationWidth, ceilMode);
        (Batch, Channels, Height, Width) = (batch, channels, height, width);
        (KernelHeight, KernelWidth, StrideHeight, StrideWidth) = (kernelHeight, kernelWidth, strideHeight, strideWidth);
        (PaddingHeight, PaddingWidth, DilationHeight, DilationWidth) = (paddingHeight, paddingWidth, dilationHeight, dilationWidth);
        InputLength = WindowLength.Product("input", batch, height, width, channels);
        OutputLength = WindowLength.Product("output", batch, OutHeight, OutWidth, channels);
    }

    private Pool2dShape(int batch, int channels, int height, int width, int outHeight, int outWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outHeight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outWidth);
        (Batch, Channels, Height, Width, OutHeight, OutWidth) = (batch, channels, height, width, outHeight, outWidth);
        (KernelHeight, KernelWidth) = (LargestPart(height, outHeight), LargestPart(width, outWidth));
        (StrideHeight, StrideWidth, DilationHeight, DilationWidth, IsAdaptive) = (1, 1, 1, 1, true);
        InputLength = WindowLength.Product("input", batch, height, width, channels);
        OutputLength = WindowLength.Product("output", batch, outHeight, outWidth, channels);
    }

    /// <summary>Images.</summary>
    public int Batch { get; }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Rows of the input.</summary>
    public int Height { get; }

    /// <summary>Columns of the input.</summary>
    public int Width { get; }

    /// <summary>Rows of a window.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of a window.</summary>
    public int KernelWidth { get; }

    /// <summary>Input rows from one window to the next.</summary>
    public int StrideHeight { get; }

    /// <summary>Input columns from one window to the next.</summary>
    public int StrideWidth { get; }

    /// <summary>Rows above and below the input that windows may reach into.</summary>
    public int PaddingHeight { get; }

    /// <summary>Columns left and right of the input that windows may reach into.</summary>
    public int PaddingWidth { get; }

    /// <summary>Input rows from one row of a window to the next.</summary>
    public int DilationHeight { get; }

    /// <summary>Input columns from one column of a window to the next.</summary>
    public int DilationWidth { get; }

    /// <summary>Rows of the output.</summary>
    public int OutHeight { get; }

    /// <summary>Columns of the output.</summary>
    public int OutWidth { get; }

    /// <summary>Values of the input.</summary>
    public int InputLength { get; }

    /// <summary>Values of the output.</summary>
    public int OutputLength { get; }

    /// <summary>Whether windows are as many parts of the input as the output is long, which may overlap by one. Strides mean nothing then.</summary>
    public bool IsAdaptive { get; }

    /// <summary>Windows that divide the input into parts: part i of n along an axis goes from ⌊i · length / n⌋ to before ⌈(i + 1) · length / n⌉, as in PyTorch.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="outHeight">Rows of the output.</param>
    /// <param name="outWidth">Columns of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">A tensor has too many values.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html"/>
    public static Pool2dShape Adaptive(int batch, int channels, int height, int width, int outHeight, int outWidth) =>
        new(batch, channels, height, width, outHeight, outWidth);

    /// <summary>A geometry that is the same along both axes.</summary>
    /// <inheritdoc cref="Pool2dShape(int, int, int, int, int, int, int, int, int, int, int, int, bool)"/>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="kernel">Rows and columns of a window.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="padding">Rows and columns beside the input that windows may reach into.</param>
    /// <param name="dilation">From one element of a window to the next.</param>
    /// <param name="ceilMode">Whether a last window may reach beyond the padding.</param>
    public static Pool2dShape Of(int batch, int channels, int height, int width, int kernel, int stride, int padding, int dilation, bool ceilMode) =>
        new(batch, channels, height, width, kernel, kernel, stride, stride, padding, padding, dilation, dilation, ceilMode);

    /// <summary>At most so many elements has a part: those of an equal share, and one more at each end where parts overlap.</summary>
    private static int LargestPart(int length, int parts) => (length / parts) + (length % parts == 0 ? 0 : 2);

    private static int Windows(string axis, int length, int kernel, int stride, int padding, int dilation, bool ceilMode)
    {
        var window = ((long)dilation * (kernel - 1)) + 1;
        if (kernel > 0 && padding > window / 2)
            throw new ArgumentException($"A padding of {padding} along the {axis} is more than half a window of {window}.", axis);

        // Without rounding up, or where even one window begins so late that rounding up does not save it.
        var padded = length + (2L * padding);
        if (!ceilMode || padded < window - stride + 1 || stride < 1 || kernel < 1 || dilation < 1 || padding < 0)
            return WindowLength.Of(axis, length, kernel, stride, padding, dilation);
        var windows = ((padded - window + stride - 1) / stride) + 1;

        // The last one must begin in the image or in its first padding.
        return (int)((windows - 1) * stride >= length + padding ? windows - 1 : windows);
    }
}
