namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.InstanceNorm"/>, over tensors of shape [batch, channels, height, width].</summary>
/// <param name="numFeatures">The number of channels.</param>
/// <param name="eps">What keeps the root from 0.</param>
/// <param name="affine">Whether there are a weight and a bias.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html"/>
public sealed class InstanceNorm2d(int numFeatures, float eps = 1e-5f, bool affine = false) : ChannelNorm(numFeatures, eps, affine)
{
    /// <inheritdoc cref="Functional.InstanceNorm"/>
    [Operator("InstanceNorm2d")]
    public override Tensor Forward(Tensor input)
    {
        Require(input, rank: 4);
        return Functional.InstanceNorm(input, WeightTensor, BiasTensor, Eps);
    }
}
