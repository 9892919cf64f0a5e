namespace Workflow.Compiled;

/// <summary>Slides a kernel over images of shape [batch, inChannels, height, width]; as in PyTorch the kernel is not flipped.</summary>
/// <remarks>The first values of weight and bias are uniform between ±1/√(inChannels / groups · kernelHeight · kernelWidth), as in PyTorch.</remarks>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html"/>
public sealed class Conv2d : Module, ILayer
{
    private readonly Parameter? _bias;

    /// <summary>Creates a layer whose kernel, stride, padding and dilation are the same along both axes.</summary>
    /// <inheritdoc cref="Conv2d(int, int, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}, int, bool)"/>
    public Conv2d(int inChannels, int outChannels, int kernelSize, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true)
        : this(inChannels, outChannels, (kernelSize, kernelSize), (stride, stride), (padding, padding), (dilation, dilation), groups, bias)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">Rows and columns of the kernel.</param>
    /// <param name="stride">Input rows and columns from one output row or column to the next.</param>
    /// <param name="padding">Rows and columns of zeros on each side.</param>
    /// <param name="dilation">Input rows and columns from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a number is added to each output channel.</param>
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
        bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        RequireBoth(kernelSize, 1, nameof(kernelSize));
        RequireBoth(stride, 1, nameof(stride));
        RequireBoth(padding, 0, nameof(padding));
        RequireBoth(dilation, 1, nameof(dilation));
        if (inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"{groups} groups must divide the {inChannels} input and {outChannels} output channels", nameof(groups));
        (InChannels, OutChannels, KernelSize, Stride, Padding, Dilation, Groups) = (inChannels, outChannels, kernelSize, stride, padding, dilation, groups);
        // kaiming_uniform with a = √5: the gain √(2 / (1 + a²)) times √(3 / fan in) is 1 / √(fan in).
        var bound = 1 / MathF.Sqrt((float)inChannels / groups * kernelSize.Height * kernelSize.Width);
        var initializer = Initializer.Uniform(-bound, bound);
        Weight = new Parameter(this, [outChannels, inChannels / groups, kernelSize.Height, kernelSize.Width], ParameterLayout.Convolution, initializer, groups);
        _bias = bias ? new Parameter(this, [outChannels], ParameterLayout.RowMajor, initializer) : null;
    }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Rows and columns of the kernel.</summary>
    public (int Height, int Width) KernelSize { get; }

    /// <summary>Input rows and columns from one output row or column to the next.</summary>
    public (int Height, int Width) Stride { get; }

    /// <summary>Rows and columns of zeros on each side.</summary>
    public (int Height, int Width) Padding { get; }

    /// <summary>Input rows and columns from one of the kernel to the next.</summary>
    public (int Height, int Width) Dilation { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>The kernel, of shape [outChannels, inChannels / groups, kernelHeight, kernelWidth].</summary>
    public Parameter Weight { get; }

    /// <summary>What is added to each output channel, of shape [outChannels].</summary>
    /// <exception cref="InvalidOperationException">The layer has none; see <see cref="HasBias"/>.</exception>
    public Parameter Bias => _bias ?? throw new InvalidOperationException("this layer was made without a bias");

    /// <summary>Whether a number is added to each output channel.</summary>
    public bool HasBias => _bias is not null;

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">Images, of shape [batch, inChannels, height, width], or one without the batch.</param>
    /// <returns>A tensor of shape [batch, outChannels, output height, output width].</returns>
    /// <exception cref="ArgumentException">The input has other channels, or is smaller than the kernel.</exception>
    [Operator("Conv2d")]
    public Tensor Forward(Tensor input) =>
        Functional.Conv2d(input, Weight.ToTensor(), _bias?.ToTensor(), Stride, Padding, Dilation, Groups);

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        members.Add("weight", Weight);
        if (_bias is not null)
            members.Add("bias", _bias);
    }

    private static void RequireBoth((int Height, int Width) values, int least, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Height, least, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Width, least, name);
    }
}
