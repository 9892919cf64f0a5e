namespace Workflow.Compiled;

/// <summary>Slides a kernel over volumes of shape [batch, inChannels, depth, height, width]; as in PyTorch the kernel is not flipped.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Conv3d.html"/>
public sealed class Conv3d : ConvolutionLayer
{
    private readonly int[] _sides;
    private readonly PadMode _paddingMode;

    /// <summary>Creates a layer whose kernel, stride, padding and dilation are the same along all axes.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">The lengths of the kernel.</param>
    /// <param name="stride">Input places from one output place to the next, along each axis.</param>
    /// <param name="padding">How much is put on each side of each axis.</param>
    /// <param name="dilation">Input places from one of the kernel to the next, along each axis.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="paddingMode">What lies beside the border: zeros for <see cref="PadMode.Constant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public Conv3d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        int padding = 0,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(inChannels, outChannels, Each(kernelSize), Each(stride), Each(padding), Each(dilation), groups, bias, paddingMode)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">The lengths of the kernel.</param>
    /// <param name="stride">Input places from one output place to the next, along each axis.</param>
    /// <param name="padding">How much is put on each side of each axis.</param>
    /// <param name="dilation">Input places from one of the kernel to the next, along each axis.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="paddingMode">What lies beside the border: zeros for <see cref="PadMode.Constant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public Conv3d(
        int inChannels,
        int outChannels,
        (int Depth, int Height, int Width) kernelSize,
        (int Depth, int Height, int Width) stride,
        (int Depth, int Height, int Width) padding,
        (int Depth, int Height, int Width) dilation,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(inChannels, outChannels, kernelSize, stride, Sides.Of(padding.Depth, padding.Height, padding.Width), dilation, groups, bias, paddingMode)
    {
    }

    /// <summary>Creates a layer whose padding follows from its kernel, which is the same along all axes.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">The lengths of the kernel.</param>
    /// <param name="stride">Input places from one output place to the next, along each axis.</param>
    /// <param name="padding">How much is put on the sides.</param>
    /// <param name="dilation">Input places from one of the kernel to the next, along each axis.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="paddingMode">What lies beside the border: zeros for <see cref="PadMode.Constant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels, or the padding is <see cref="Workflow.Compiled.Padding.Same"/> and the stride is not 1.</exception>
    public Conv3d(
        int inChannels,
        int outChannels,
        int kernelSize,
        Padding padding,
        int stride = 1,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(inChannels, outChannels, Each(kernelSize), padding, stride, dilation, groups, bias, paddingMode)
    {
    }

    /// <summary>Creates a layer whose padding follows from its kernel.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">The lengths of the kernel.</param>
    /// <param name="stride">Input places from one output place to the next, along each axis.</param>
    /// <param name="padding">How much is put on the sides.</param>
    /// <param name="dilation">Input places from one of the kernel to the next, along each axis.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="paddingMode">What lies beside the border: zeros for <see cref="PadMode.Constant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels, or the padding is <see cref="Workflow.Compiled.Padding.Same"/> and the stride is not 1.</exception>
    public Conv3d(
        int inChannels,
        int outChannels,
        (int Depth, int Height, int Width) kernelSize,
        Padding padding,
        int stride = 1,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(
            inChannels, outChannels, kernelSize, Each(stride),
            Sides.Of(padding, [stride, stride, stride], [kernelSize.Depth, kernelSize.Height, kernelSize.Width], [dilation, dilation, dilation]),
            Each(dilation), groups, bias, paddingMode)
    {
    }

    private Conv3d(
        int inChannels,
        int outChannels,
        (int Depth, int Height, int Width) kernelSize,
        (int Depth, int Height, int Width) stride,
        int[] sides,
        (int Depth, int Height, int Width) dilation,
        int groups,
        bool bias,
        PadMode paddingMode)
        : base(inChannels, outChannels, groups, bias, isTransposed: false, kernelSize.Depth, kernelSize.Height, kernelSize.Width)
    {
        Require(nameof(stride), 1, stride.Depth, stride.Height, stride.Width);
        Require("padding", 0, sides);
        Require(nameof(dilation), 1, dilation.Depth, dilation.Height, dilation.Width);
        (KernelSize, Stride, Dilation, _sides, _paddingMode) = (kernelSize, stride, dilation, sides, paddingMode);
    }

    /// <summary>The lengths of the kernel.</summary>
    public (int Depth, int Height, int Width) KernelSize { get; }

    /// <summary>Input places from one output place to the next, along each axis.</summary>
    public (int Depth, int Height, int Width) Stride { get; }

    /// <summary>What is put in front of each axis; <see cref="Workflow.Compiled.Padding.Same"/> may put one more behind.</summary>
    public (int Depth, int Height, int Width) Padding => (_sides[4], _sides[2], _sides[0]);

    /// <summary>Input places from one of the kernel to the next, along each axis.</summary>
    public (int Depth, int Height, int Width) Dilation { get; }

    /// <inheritdoc/>
    [Operator("Conv3d")]
    public override Tensor Forward(Tensor input) =>
        Functional.Conv3d(Functional.Pad(input, _sides, _paddingMode), Weight.ToTensor(), BiasTensor, Stride, padding: (0, 0, 0), Dilation, Groups);

    private static (int Depth, int Height, int Width) Each(int number) => (number, number, number);
}
