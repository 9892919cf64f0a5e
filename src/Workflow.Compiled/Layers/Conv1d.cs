namespace Workflow.Compiled;

/// <summary>Slides kernels over sequences. The layer form of <see cref="Functional.Conv1d"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Conv1d.html"/>
public sealed class Conv1d : ConvolutionLayer
{
    private readonly PadMode _paddingMode;

    /// <summary>Creates a layer.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">The length of the kernel.</param>
    /// <param name="stride">Input places from one output place to the next.</param>
    /// <param name="padding">What is put on each side.</param>
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
        : base(inChannels, outChannels, groups, [outChannels, inChannels / Checked(inChannels, outChannels, kernelSize, groups), kernelSize], bias, stride, padding, dilation)
    {
        _paddingMode = paddingMode;
    }

    /// <inheritdoc/>
    [Operator("Conv1d")]
    public override Tensor Forward(Tensor input) => Functional.Conv1d(
        Functional.Pad(input, [Padding, Padding], _paddingMode), Weight.ToTensor(), BiasTensor, Stride, padding: 0, Dilation, Groups);
}
