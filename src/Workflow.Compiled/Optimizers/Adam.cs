using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Steps scaled by running means of the gradient and of its square (D. Kingma, J. Ba: Adam, 2015).</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.optim.Adam.html"/>
public sealed class Adam : MomentOptimizer
{
    /// <summary>Creates an optimizer of a whole model.</summary>
    /// <param name="parameters">The parameters of the model.</param>
    /// <param name="learningRate">The step width.</param>
    /// <param name="beta1">How much of the mean gradient a step keeps.</param>
    /// <param name="beta2">How much of the mean squared gradient a step keeps.</param>
    /// <param name="epsilon">Added to the root of the mean squared gradient.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to the gradient.</param>
    /// <param name="amsgrad">Whether to use the largest mean squared gradient so far.</param>
    /// <param name="maximize">Whether to go up the gradient.</param>
    /// <exception cref="ArgumentException">There is no parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN, or a beta is 1 or more.</exception>
    public Adam(
        ParameterCollection parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : this([new ParameterGroup(parameters)], learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, maximize)
    {
    }

    /// <summary>Creates an optimizer of groups of parameters; others stay as they are.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="learningRate">The step width of groups without their own.</param>
    /// <param name="beta1">How much of the mean gradient a step keeps.</param>
    /// <param name="beta2">How much of the mean squared gradient a step keeps.</param>
    /// <param name="epsilon">Added to the root of the mean squared gradient.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to the gradient. For groups without their own.</param>
    /// <param name="amsgrad">Whether to use the largest mean squared gradient so far.</param>
    /// <param name="maximize">Whether to go up the gradient.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN, or a beta is 1 or more.</exception>
    public Adam(
        IEnumerable<ParameterGroup> groups,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : base(groups, learningRate, weightDecay, new AdamOptions
        {
            Beta1 = beta1,
            Beta2 = beta2,
            Epsilon = epsilon,
            IsAmsGrad = amsgrad,
            IsMaximizing = maximize,
        })
    {
    }
}
