namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.GroupNorm"/>: a weight that starts at 1 and a bias that starts at 0 for each channel, or neither.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html"/>
public sealed class GroupNorm : Module, ILayer
{
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;

    /// <summary>Creates a layer.</summary>
    /// <param name="numGroups">The number of groups, which divides that of the channels.</param>
    /// <param name="numChannels">The number of channels.</param>
    /// <param name="eps">What keeps the root from 0.</param>
    /// <param name="affine">Whether there are a weight and a bias.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public GroupNorm(int numGroups, int numChannels, float eps = 1e-5f, bool affine = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numGroups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(numChannels, 1);
        if (numChannels % numGroups != 0)
            throw new ArgumentException($"{numGroups} groups do not divide {numChannels} channels", nameof(numGroups));
        (NumGroups, NumChannels, Eps) = (numGroups, numChannels, eps);
        if (!affine)
            return;
        _weight = new Parameter(this, [numChannels], ParameterLayout.RowMajor, Initializer.Ones);
        _bias = new Parameter(this, [numChannels], ParameterLayout.RowMajor, Initializer.Zeros);
    }

    /// <summary>The number of groups.</summary>
    public int NumGroups { get; }

    /// <summary>The number of channels.</summary>
    public int NumChannels { get; }

    /// <summary>What keeps the root from 0.</summary>
    public float Eps { get; }

    /// <summary>The factor of each channel.</summary>
    /// <exception cref="InvalidOperationException">The layer has none.</exception>
    public Parameter Weight => _weight ?? throw new InvalidOperationException("this layer was made without a weight");

    /// <summary>The summand of each channel.</summary>
    /// <exception cref="InvalidOperationException">The layer has none.</exception>
    public Parameter Bias => _bias ?? throw new InvalidOperationException("this layer was made without a bias");

    /// <inheritdoc cref="Functional.GroupNorm"/>
    [Operator("GroupNorm")]
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Shape.Rank < 2 || input.Shape[1] != NumChannels)
            throw new ArgumentException($"GroupNorm of {NumChannels} channels needs them as axis 1, but the input is {input.Shape}", nameof(input));
        return Functional.GroupNorm(input, NumGroups, _weight?.ToTensor(), _bias?.ToTensor(), Eps);
    }

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (_weight is null)
            return;
        members.Add("weight", _weight);
        members.Add("bias", _bias!);
    }
}
