namespace Workflow.Compiled;

/// <summary>Makes sequences larger by a transposed convolution. The layer form of <see cref="Functional.ConvTranspose1d"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html"/>
public sealed class ConvTranspose1d : ConvolutionLayer
{
    /// <summary>Creates a layer.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">The length of the kernel.</param>
    /// <param name="stride">Output places from one input place to the next.</param>
    /// <param name="padding">What is taken away on each side of the output.</param>
    /// <param name="outputPadding">What is added at the end, less than the stride.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="dilation">Output places from one of the kernel to the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, zero where that leaves nothing, or the output padding too large.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public ConvTranspose1d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        int padding = 0,
        int outputPadding = 0,
        int groups = 1,
        bool bias = true,
        int dilation = 1)
        : base(inChannels, outChannels, groups, bias, isTransposed: true, kernelSize)
    {
        Require(nameof(stride), 1, stride);
        Require(nameof(padding), 0, padding);
        Require(nameof(dilation), 1, dilation);
        RequireOutputPadding(outputPadding, stride);
        (KernelSize, Stride, Padding, OutputPadding, Dilation) = (kernelSize, stride, padding, outputPadding, dilation);
    }

    /// <summary>The length of the kernel.</summary>
    public int KernelSize { get; }

    /// <summary>Output places from one input place to the next.</summary>
    public int Stride { get; }

    /// <summary>What is taken away on each side of the output.</summary>
    public int Padding { get; }

    /// <summary>What is added at the end.</summary>
    public int OutputPadding { get; }

    /// <summary>Output places from one of the kernel to the next.</summary>
    public int Dilation { get; }

    /// <inheritdoc/>
    [Operator("ConvTranspose1d")]
    public override Tensor Forward(Tensor input) =>
        Functional.ConvTranspose1d(input, Weight.ToTensor(), BiasTensor, Stride, Padding, OutputPadding, Groups, Dilation);
}
