namespace Workflow.Compiled;

/// <summary>The gradient of a convolution as a layer: each pixel of [batch, inChannels, height, width] spreads a kernel over the result.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html"/>
public sealed class ConvTranspose2d : ConvolutionLayer
{
    /// <summary>Creates a layer whose numbers are the same along both axes.</summary>
    /// <inheritdoc cref="ConvTranspose2d(int, int, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}, int, bool, ValueTuple{int, int}?)"/>
    public ConvTranspose2d(
        int inChannels, int outChannels, int kernelSize, int stride = 1, int padding = 0, int outputPadding = 0, int groups = 1, bool bias = true, int dilation = 1)
        : this(inChannels, outChannels, (kernelSize, kernelSize), (stride, stride), (padding, padding), (outputPadding, outputPadding), groups, bias, (dilation, dilation))
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">Rows and columns of the kernel.</param>
    /// <param name="stride">Output rows and columns from one input row or column to the next.</param>
    /// <param name="padding">Rows and columns that are cut off on each side.</param>
    /// <param name="outputPadding">Further rows below and columns to the right, fewer than the stride.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="dilation">Output rows and columns from one of the kernel to the next; null for 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, zero where that leaves nothing, or the output padding too large.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public ConvTranspose2d(
        int inChannels,
        int outChannels,
        (int Height, int Width) kernelSize,
        (int Height, int Width) stride,
        (int Height, int Width) padding,
        (int Height, int Width) outputPadding,
        int groups = 1,
        bool bias = true,
        (int Height, int Width)? dilation = null)
        : base(inChannels, outChannels, groups, bias, isTransposed: true, kernelSize.Height, kernelSize.Width)
    {
        var apart = dilation ?? (1, 1);
        Require(nameof(stride), 1, stride.Height, stride.Width);
        Require(nameof(padding), 0, padding.Height, padding.Width);
        Require(nameof(dilation), 1, apart.Height, apart.Width);
        RequireOutputPadding(outputPadding.Height, stride.Height);
        RequireOutputPadding(outputPadding.Width, stride.Width);
        (KernelSize, Stride, Padding, OutputPadding, Dilation) = (kernelSize, stride, padding, outputPadding, apart);
    }

    /// <summary>Rows and columns of the kernel.</summary>
    public (int Height, int Width) KernelSize { get; }

    /// <summary>Output rows and columns from one input row or column to the next.</summary>
    public (int Height, int Width) Stride { get; }

    /// <summary>Rows and columns that are cut off on each side.</summary>
    public (int Height, int Width) Padding { get; }

    /// <summary>Further rows below and columns to the right.</summary>
    public (int Height, int Width) OutputPadding { get; }

    /// <summary>Output rows and columns from one of the kernel to the next.</summary>
    public (int Height, int Width) Dilation { get; }

    /// <inheritdoc/>
    [Operator("ConvTranspose2d")]
    public override Tensor Forward(Tensor input) =>
        Functional.ConvTranspose2d(input, Weight.ToTensor(), BiasTensor, Stride, Padding, OutputPadding, Groups, Dilation);
}
