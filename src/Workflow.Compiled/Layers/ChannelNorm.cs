namespace Workflow.Compiled;

/// <summary>A normalisation of channels: a weight that starts at 1 and a bias that starts at 0 for each, or neither.</summary>
public abstract class ChannelNorm : Module, ILayer
{
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;

    private protected ChannelNorm(int channels, float eps, bool affine)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        (Channels, Eps) = (channels, eps);
        if (!affine)
            return;
        _weight = new Parameter(this, [channels], ParameterLayout.RowMajor, Initializer.Ones);
        _bias = new Parameter(this, [channels], ParameterLayout.RowMajor, Initializer.Zeros);
    }

    /// <summary>The number of channels.</summary>
    public int Channels { get; }

    /// <summary>What keeps the root from 0.</summary>
    public float Eps { get; }

    /// <summary>The factor of each channel.</summary>
    /// <exception cref="InvalidOperationException">The layer has none; see <see cref="IsAffine"/>.</exception>
    public Parameter Weight => _weight ?? throw new InvalidOperationException("this layer was made without a weight");

    /// <summary>The summand of each channel.</summary>
    /// <exception cref="InvalidOperationException">The layer has none; see <see cref="IsAffine"/>.</exception>
    public Parameter Bias => _bias ?? throw new InvalidOperationException("this layer was made without a bias");

    /// <summary>Whether there are a weight and a bias.</summary>
    public bool IsAffine => _weight is not null;

    private protected Tensor? WeightTensor => _weight?.ToTensor();

    private protected Tensor? BiasTensor => _bias?.ToTensor();

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">A tensor of shape [batch, channels, ...].</param>
    public abstract Tensor Forward(Tensor input);

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (_weight is null)
            return;
        members.Add("weight", Weight);
        members.Add("bias", Bias);
    }

    private protected void Require(Tensor input, int rank)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Shape.Rank < 2 || (rank > 0 && input.Shape.Rank != rank) || input.Shape[1] != Channels)
            throw new ArgumentException($"{GetType().Name} of {Channels} channels needs them as axis 1{(rank > 0 ? $" of {rank}" : "")}, but the input is {input.Shape}", nameof(input));
    }
}
