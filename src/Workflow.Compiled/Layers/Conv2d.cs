namespace Workflow.Compiled;

/// <summary>Slides a kernel over images of shape [batch, inChannels, height, width]; as in PyTorch the kernel is not flipped.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html"/>
public sealed class Conv2d : ConvolutionLayer
{
    private readonly int[] _sides;
    private readonly PadMode _paddingMode;

    /// <summary>Creates a layer whose kernel, stride, padding and dilation are the same along both axes.</summary>
    /// <inheritdoc cref="Conv2d(int, int, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}, int, bool, PadMode)"/>
    public Conv2d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        int padding = 0,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(inChannels, outChannels, (kernelSize, kernelSize), (stride, stride), (padding, padding), (dilation, dilation), groups, bias, paddingMode)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">Rows and columns of the kernel.</param>
    /// <param name="stride">Input rows and columns from one output row or column to the next.</param>
    /// <param name="padding">Rows and columns that are put on each side.</param>
    /// <param name="dilation">Input rows and columns from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="paddingMode">What lies beside the border: zeros for <see cref="PadMode.Constant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public Conv2d(
        int inChannels,
        int outChannels,
        (int Height, int Width) kernelSize,
        (int Height, int Width) stride,
        (int Height, int Width) padding,
        (int Height, int Width) dilation,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(inChannels, outChannels, kernelSize, stride, Sides.Of(padding.Height, padding.Width), dilation, groups, bias, paddingMode)
    {
    }

    /// <summary>Creates a layer whose padding follows from its kernel.</summary>
    /// <inheritdoc cref="Conv2d(int, int, ValueTuple{int, int}, Padding, int, int, int, bool, PadMode)"/>
    public Conv2d(
        int inChannels,
        int outChannels,
        int kernelSize,
        Padding padding,
        int stride = 1,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(inChannels, outChannels, (kernelSize, kernelSize), padding, stride, dilation, groups, bias, paddingMode)
    {
    }

    /// <summary>Creates a layer whose padding follows from its kernel.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">Rows and columns of the kernel.</param>
    /// <param name="stride">Input rows and columns from one output row or column to the next.</param>
    /// <param name="padding">How much is put on the sides.</param>
    /// <param name="dilation">Input rows and columns from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="paddingMode">What lies beside the border: zeros for <see cref="PadMode.Constant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels, or the padding is <see cref="Workflow.Compiled.Padding.Same"/> and the stride is not 1.</exception>
    public Conv2d(
        int inChannels,
        int outChannels,
        (int Height, int Width) kernelSize,
        Padding padding,
        int stride = 1,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(
            inChannels, outChannels, kernelSize, (stride, stride),
            Sides.Of(padding, [stride, stride], [kernelSize.Height, kernelSize.Width], [dilation, dilation]), (dilation, dilation), groups, bias, paddingMode)
    {
    }

    private Conv2d(
        int inChannels,
        int outChannels,
        (int Height, int Width) kernelSize,
        (int Height, int Width) stride,
        int[] sides,
        (int Height, int Width) dilation,
        int groups,
        bool bias,
        PadMode paddingMode)
        : base(inChannels, outChannels, groups, bias, isTransposed: false, kernelSize.Height, kernelSize.Width)
    {
        Require(nameof(stride), 1, stride.Height, stride.Width);
        Require("padding", 0, sides);
        Require(nameof(dilation), 1, dilation.Height, dilation.Width);
        (KernelSize, Stride, Dilation, _sides, _paddingMode) = (kernelSize, stride, dilation, sides, paddingMode);
    }

    /// <summary>Rows and columns of the kernel.</summary>
    public (int Height, int Width) KernelSize { get; }

    /// <summary>Input rows and columns from one output row or column to the next.</summary>
    public (int Height, int Width) Stride { get; }

    /// <summary>Rows above and columns to the left; <see cref="Workflow.Compiled.Padding.Same"/> may put one more below and to the right.</summary>
    public (int Height, int Width) Padding => (_sides[2], _sides[0]);

    /// <summary>Input rows and columns from one of the kernel to the next.</summary>
    public (int Height, int Width) Dilation { get; }

    /// <inheritdoc/>
    [Operator("Conv2d")]
    public override Tensor Forward(Tensor input) =>
        Functional.Conv2d(Functional.Pad(input, _sides, _paddingMode), Weight.ToTensor(), BiasTensor, Stride, padding: (0, 0), Dilation, Groups);
}
