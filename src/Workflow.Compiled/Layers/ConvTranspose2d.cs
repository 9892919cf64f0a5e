namespace Workflow.Compiled;

/// <summary>The gradient of a convolution as a layer: each pixel of [batch, inChannels, height, width] spreads a kernel over the result.</summary>
/// <remarks>The first values of weight and bias are uniform between ±1/√(outChannels / groups · kernelSize²), as in PyTorch.</remarks>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html"/>
public sealed class ConvTranspose2d : Module, ILayer
{
    private readonly int _stride;
    private readonly int _padding;
    private readonly int _outputPadding;
    private readonly int _groups;
    private readonly int _dilation;
    private readonly Parameter? _bias;

    /// <summary>Creates a layer.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">Rows and columns of the kernel.</param>
    /// <param name="stride">Output rows and columns from one input row or column to the next.</param>
    /// <param name="padding">Rows and columns that are cut off on each side.</param>
    /// <param name="outputPadding">Further rows below and columns to the right, fewer than the stride.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="dilation">Output rows and columns from one of the kernel to the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, zero where that leaves nothing, or the output padding too large.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public ConvTranspose2d(
        int inChannels, int outChannels, int kernelSize, int stride = 1, int padding = 0, int outputPadding = 0, int groups = 1, bool bias = true, int dilation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernelSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfNegative(outputPadding);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(outputPadding, stride);
        if (inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"{groups} groups must divide the {inChannels} input and {outChannels} output channels", nameof(groups));
        (OutChannels, _stride, _padding, _outputPadding, _groups, _dilation) = (outChannels, stride, padding, outputPadding, groups, dilation);
        // As for a convolution; PyTorch counts the fan in of a transposed one by its second axis.
        var bound = 1 / MathF.Sqrt((float)outChannels / groups * kernelSize * kernelSize);
        var initializer = Initializer.Uniform(-bound, bound);
        Weight = new Parameter(this, [inChannels, outChannels / groups, kernelSize, kernelSize], ParameterLayout.Convolution, initializer, groups);
        _bias = bias ? new Parameter(this, [outChannels], ParameterLayout.RowMajor, initializer) : null;
    }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>The kernel, of shape [inChannels, outChannels / groups, kernelSize, kernelSize].</summary>
    public Parameter Weight { get; }

    /// <summary>What is added to each output channel, of shape [outChannels].</summary>
    /// <exception cref="InvalidOperationException">The layer has none.</exception>
    public Parameter Bias => _bias ?? throw new InvalidOperationException("this layer was made without a bias");

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">Images, of shape [batch, inChannels, height, width], or one without the batch.</param>
    /// <exception cref="ArgumentException">The input has other channels, or nothing is left of it.</exception>
    [Operator("ConvTranspose2d")]
    public Tensor Forward(Tensor input) =>
        Functional.ConvTranspose2d(input, Weight.ToTensor(), _bias?.ToTensor(), _stride, _padding, _outputPadding, _groups, _dilation);

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        members.Add("weight", Weight);
        if (_bias is not null)
            members.Add("bias", _bias);
    }
}
