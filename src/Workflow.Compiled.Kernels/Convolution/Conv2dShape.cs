namespace Workflow.Compiled.Kernels;

/// <summary>The geometry of a two-dimensional convolution, checked once when it is made. Activations are channels-last: batch x height x width x channels.</summary>
/// <remarks>A one-dimensional convolution is one of height 1. The default value is a convolution of nothing.</remarks>
public readonly record struct Conv2dShape
{
    /// <summary>A checked geometry.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    /// <param name="strideHeight">Input rows from one output row to the next.</param>
    /// <param name="strideWidth">Input columns from one output column to the next.</param>
    /// <param name="paddingHeight">Rows of zeros above and below the input.</param>
    /// <param name="paddingWidth">Columns of zeros left and right of the input.</param>
    /// <param name="dilationHeight">Input rows from one kernel row to the next.</param>
    /// <param name="dilationWidth">Input columns from one kernel column to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels, the kernel does not fit into the padded input, or a tensor has more than 2^31 - 1 values.</exception>
    public Conv2dShape(
        int batch,
        int inChannels,
        int height,
        int width,
        int outChannels,
        int kernelHeight,
        int kernelWidth,
        int strideHeight = 1,
        int strideWidth = 1,
        int paddingHeight = 0,
        int paddingWidth = 0,
        int dilationHeight = 1,
        int dilationWidth = 1,
        int groups = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        RequireDivisible(inChannels, groups, nameof(inChannels));
        RequireDivisible(outChannels, groups, nameof(outChannels));
        OutHeight = WindowLength.Of("height", height, kernelHeight, strideHeight, paddingHeight, dilationHeight);
        OutWidth = WindowLength.Of("width", width, kernelWidth, strideWidth, paddingWidth, dilationWidth);
        (Batch, InChannels, Height, Width, OutChannels, Groups) = (batch, inChannels, height, width, outChannels, groups);
        (KernelHeight, KernelWidth, StrideHeight, StrideWidth) = (kernelHeight, kernelWidth, strideHeight, strideWidth);
        (PaddingHeight, PaddingWidth, DilationHeight, DilationWidth) = (paddingHeight, paddingWidth, dilationHeight, dilationWidth);
        InputLength = WindowLength.Product("input", batch, height, width, inChannels);
        OutputLength = WindowLength.Product("output", batch, OutHeight, OutWidth, outChannels);
        WeightLength = WindowLength.Product("weight", kernelHeight, kernelWidth, inChannels / groups, outChannels);
    }

    /// <summary>Images.</summary>
    public int Batch { get; }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>Rows of the input.</summary>
    public int Height { get; }

    /// <summary>Columns of the input.</summary>
    public int Width { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Rows of the kernel.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth { get; }

    /// <summary>Input rows from one output row to the next.</summary>
    public int StrideHeight { get; }

    /// <summary>Input columns from one output column to the next.</summary>
    public int StrideWidth { get; }

    /// <summary>Rows of zeros above and below the input.</summary>
    public int PaddingHeight { get; }

    /// <summary>Columns of zeros left and right of the input.</summary>
    public int PaddingWidth { get; }

    /// <summary>Input rows from one kernel row to the next.</summary>
    public int DilationHeight { get; }

    /// <summary>Input columns from one kernel column to the next.</summary>
    public int DilationWidth { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>Rows of the output.</summary>
    public int OutHeight { get; }

    /// <summary>Columns of the output.</summary>
    public int OutWidth { get; }

    /// <summary>Values of the input.</summary>
    public int InputLength { get; }

    /// <summary>Values of the output.</summary>
    public int OutputLength { get; }

    /// <summary>Values of the weight.</summary>
    public int WeightLength { get; }

    /// <summary>Whether each output channel sees one input channel, its own: the weight is then stored kernel row, kernel column, channel.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == InChannels && Groups == OutChannels;

    /// <summary>Input channels of a group.</summary>
    internal int GroupInChannels => InChannels / Groups;

    /// <summary>Output channels of a group.</summary>
    internal int GroupOutChannels => OutChannels / Groups;

    /// <summary>Positions of the kernel.</summary>
    internal int Taps => KernelHeight * KernelWidth;

    /// <summary>Multiply-adds of one pass.</summary>
    internal long Work => (long)OutputLength * Taps * (InChannels / Math.Max(1, Groups));

    private static void RequireDivisible(int channels, int groups, string name)
    {
        if (channels % groups != 0)
            throw new ArgumentException($"{channels} channels do not fall into {groups} equal groups.", name);
    }
}
