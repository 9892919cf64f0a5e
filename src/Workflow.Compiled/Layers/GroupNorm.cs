namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.GroupNorm"/>.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html"/>
public sealed class GroupNorm : ChannelNorm
{
    private readonly int _numGroups;

    /// <summary>Creates a layer.</summary>
    /// <param name="numGroups">The number of groups, which divides that of the channels.</param>
    /// <param name="numChannels">The number of channels.</param>
    /// <param name="eps">What keeps the root from 0.</param>
    /// <param name="affine">Whether there are a weight and a bias.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public GroupNorm(int numGroups, int numChannels, float eps = 1e-5f, bool affine = true)
        : base(numChannels, eps, affine)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numGroups, 1);
        if (numChannels % numGroups != 0)
            throw new ArgumentException($"{numGroups} groups do not divide {numChannels} channels", nameof(numGroups));
        _numGroups = numGroups;
    }

    /// <inheritdoc cref="Functional.GroupNorm"/>
    [Operator("GroupNorm")]
    public override Tensor Forward(Tensor input)
    {
        Require(input, rank: 0);
        return Functional.GroupNorm(input, _numGroups, WeightTensor, BiasTensor, Eps);
    }
}
