namespace Workflow.Compiled;

/// <summary>What layers with a kernel have in common: a weight, and a bias or none.</summary>
/// <remarks>The first values of both are uniform between ±1/√(fan in), where the fan in is the number of elements of one row of the weight, as in PyTorch.</remarks>
public abstract class ConvolutionLayer : Module, ILayer
{
    private readonly Parameter? _bias;

    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether there is one.</param>
    /// <param name="isTransposed">Whether the first axis of the weight is the channels of the input.</param>
    /// <param name="kernel">The lengths of the kernel.</param>
    private protected ConvolutionLayer(int inChannels, int outChannels, int groups, bool bias, bool isTransposed, params ReadOnlySpan<int> kernel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        Require("kernelSize", 1, kernel);
        if (inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"{groups} groups must divide the {inChannels} input and {outChannels} output channels", nameof(groups));
        (InChannels, OutChannels, Groups) = (inChannels, outChannels, groups);
        var (first, second) = isTransposed ? (inChannels, outChannels) : (outChannels, inChannels);
        var weight = new Shape([first, second / groups, .. kernel]);
        // kaiming_uniform with a = √5: the gain √(2 / (1 + a²)) times √(3 / fan in) is 1 / √(fan in).
        var bound = 1 / MathF.Sqrt(weight.Product(1, weight.Rank));
        var initializer = Initializer.Uniform(-bound, bound);
        Weight = new Parameter(this, weight, ParameterLayout.Convolution, initializer, groups);
        _bias = bias ? new Parameter(this, [outChannels], ParameterLayout.RowMajor, initializer) : null;
    }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>The kernel.</summary>
    public Parameter Weight { get; }

    /// <summary>What is added to each output channel, of shape [outChannels].</summary>
    /// <exception cref="InvalidOperationException">The layer has none; see <see cref="HasBias"/>.</exception>
    public Parameter Bias => _bias ?? throw new InvalidOperationException("this layer was made without a bias");

    /// <summary>Whether a number is added to each output channel.</summary>
    public bool HasBias => _bias is not null;

    private protected Tensor? BiasTensor => _bias?.ToTensor();

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">A tensor of shape [batch, inChannels, ...], or one without the batch.</param>
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

    /// <summary>That numbers are large enough.</summary>
    private protected static void Require(string name, int least, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
            ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
    }

    /// <summary>That the output padding of a transposed convolution is less than its stride.</summary>
    private protected static void RequireOutputPadding(int outputPadding, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outputPadding);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(outputPadding, stride);
    }
}
