namespace Workflow.Compiled;

/// <summary>What layers with a kernel have in common: a weight, and a bias or none.</summary>
public abstract class ConvolutionLayer : Module, ILayer
{
    private readonly Parameter? _bias;

    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="weight">The shape of the weight, whose fan-in is all axes but the first.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
    /// <param name="stride">Places of the larger side from one place of the other to the next.</param>
    /// <param name="padding">What lies beside the border of the larger side.</param>
    /// <param name="dilation">Places of the larger side from one of the kernel to the next.</param>
    private protected ConvolutionLayer(int inChannels, int outChannels, int groups, Shape weight, bool bias, int stride, int padding, int dilation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        (InChannels, OutChannels, Groups) = (inChannels, outChannels, groups);
        (Stride, Padding, Dilation) = (stride, padding, dilation);
        // kaiming_uniform with a = √5: the gain √(2 / (1 + a²)) times √(3 / fan in) is 1 / √(fan in).
        var bound = 1 / MathF.Sqrt(weight.Product(1, weight.Rank));
        var initializer = Initializer.Uniform(-bound, bound);
        Weight = new Parameter(this, weight, ParameterLayout.RowMajor, initializer);
        _bias = bias ? new Parameter(this, [outChannels], ParameterLayout.RowMajor, initializer) : null;
    }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>Places of the larger side from one place of the other to the next.</summary>
    public int Stride { get; }

    /// <summary>What lies beside the border of the larger side.</summary>
    public int Padding { get; }

    /// <summary>Places of the larger side from one of the kernel to the next.</summary>
    public int Dilation { get; }

    /// <summary>The kernel.</summary>
    public Parameter Weight { get; }

    /// <summary>What is added to each output channel, of shape [outChannels].</summary>
    /// <exception cref="InvalidOperationException">The layer has none; see <see cref="HasBias"/>.</exception>
    public Parameter Bias => _bias ?? throw new InvalidOperationException("this layer was made without a bias");

    /// <summary>Whether a number is added to each output channel.</summary>
    public bool HasBias => _bias is not null;

    private protected Tensor? BiasTensor => _bias?.ToTensor();

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">A tensor of shape [batch, inChannels, ...].</param>
    /// <exception cref="ArgumentException">The input has other channels, or is smaller than the kernel.</exception>
    public abstract Tensor Forward(Tensor input);

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        members.Add("weight", Weight);
        if (_bias is not null)
            members.Add("bias", _bias);
    }

    /// <summary>The groups, where they divide the channels and all numbers are large enough.</summary>
    private protected static int Checked(int inChannels, int outChannels, int kernelSize, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernelSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        return inChannels % groups == 0 && outChannels % groups == 0
            ? groups
            : throw new ArgumentException($"{groups} groups must divide the {inChannels} input and {outChannels} output channels", nameof(groups));
    }
}
