namespace Workflow.Compiled;

/// <summary>Slides a kernel over sequences of shape [batch, inChannels, length]; as in PyTorch the kernel is not flipped.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Conv1d.html"/>
public sealed class Conv1d : ConvolutionLayer
{
    private readonly int[] _sides;
    private readonly PadMode _paddingMode;

    /// <summary>Creates a layer.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">The length of the kernel.</param>
    /// <param name="stride">Input places from one output place to the next.</param>
    /// <param name="padding">How much is put on each side.</param>
    /// <param name="dilation">Input places from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="paddingMode">What lies beside the border: zeros for <see cref="PadMode.Constant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public Conv1d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        int padding = 0,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(inChannels, outChannels, kernelSize, stride, Sides.Of(padding), dilation, groups, bias, paddingMode)
    {
    }

    /// <summary>Creates a layer whose padding follows from its kernel.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">The length of the kernel.</param>
    /// <param name="stride">Input places from one output place to the next.</param>
    /// <param name="padding">How much is put on the sides.</param>
    /// <param name="dilation">Input places from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="paddingMode">What lies beside the border: zeros for <see cref="PadMode.Constant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels, or the padding is <see cref="Workflow.Compiled.Padding.Same"/> and the stride is not 1.</exception>
    public Conv1d(
        int inChannels,
        int outChannels,
        int kernelSize,
        Padding padding,
        int stride = 1,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        PadMode paddingMode = PadMode.Constant)
        : this(inChannels, outChannels, kernelSize, stride, Sides.Of(padding, [stride], [kernelSize], [dilation]), dilation, groups, bias, paddingMode)
    {
    }

    private Conv1d(int inChannels, int outChannels, int kernelSize, int stride, int[] sides, int dilation, int groups, bool bias, PadMode paddingMode)
        : base(inChannels, outChannels, groups, bias, isTransposed: false, kernelSize)
    {
        Require(nameof(stride), 1, stride);
        Require("padding", 0, sides);
        Require(nameof(dilation), 1, dilation);
        (KernelSize, Stride, Dilation, _sides, _paddingMode) = (kernelSize, stride, dilation, sides, paddingMode);
    }

    /// <summary>The length of the kernel.</summary>
    public int KernelSize { get; }

    /// <summary>Input places from one output place to the next.</summary>
    public int Stride { get; }

    /// <summary>What is put in front; <see cref="Workflow.Compiled.Padding.Same"/> may put one more behind.</summary>
    public int Padding => _sides[0];

    /// <summary>Input places from one of the kernel to the next.</summary>
    public int Dilation { get; }

    /// <inheritdoc/>
    [Operator("Conv1d")]
    public override Tensor Forward(Tensor input) =>
        Functional.Conv1d(Functional.Pad(input, _sides, _paddingMode), Weight.ToTensor(), BiasTensor, Stride, padding: 0, Dilation, Groups);
}
