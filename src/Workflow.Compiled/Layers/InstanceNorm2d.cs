namespace Workflow.Compiled;

/// <summary>Normalisation of each channel of each sample of [batch, channels, height, width]. The layer form of <see cref="Functional.InstanceNorm"/>.</summary>
/// <param name="numFeatures">The number of channels, at least 1.</param>
/// <param name="eps">What keeps the root from 0.</param>
/// <param name="momentum">The share of a batch in the running statistics.</param>
/// <param name="affine">Whether there are a weight and a bias for each channel.</param>
/// <param name="trackRunningStats">Whether prediction uses running statistics; without them it uses those of its samples.</param>
/// <exception cref="ArgumentOutOfRangeException">There is no channel, or the momentum is not between 0 and 1.</exception>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html"/>
public sealed class InstanceNorm2d(int numFeatures, float eps = 1e-5f, float momentum = 0.1f, bool affine = false, bool trackRunningStats = false)
    : InstanceNorm(numFeatures, eps, momentum, affine, trackRunningStats)
{
    /// <inheritdoc/>
    [Operator("InstanceNorm2d")]
    public override Tensor Forward(Tensor input) => Normalize(input, rank: 4);
}
