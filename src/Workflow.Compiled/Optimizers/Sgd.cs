using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Stochastic gradient descent, with momentum if wanted.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.optim.SGD.html"/>
public sealed class Sgd : Optimizer
{
    private SgdOptions _options;
    private readonly AlignedMemory _momenta;

    /// <summary>Creates an optimizer of a whole model.</summary>
    /// <param name="parameters">The parameters of the model.</param>
    /// <param name="learningRate">The step width.</param>
    /// <param name="momentum">How much of the last direction a step keeps; 0 for none.</param>
    /// <param name="dampening">How much of the gradient is kept out of the momentum.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to the gradient.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum; needs momentum and no dampening.</param>
    /// <param name="maximize">Whether to go up the gradient.</param>
    /// <exception cref="ArgumentException">There is no parameter, or Nesterov's momentum is asked for without momentum or with dampening.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN.</exception>
    public Sgd(
        ParameterCollection parameters,
        double learningRate = 1e-3,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false)
        : this([new ParameterGroup(parameters)], learningRate, momentum, dampening, weightDecay, nesterov, maximize)
    {
    }

    /// <summary>Creates an optimizer of groups of parameters; others stay as they are.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="learningRate">The step width of groups without their own.</param>
    /// <param name="momentum">How much of the last direction a step keeps; 0 for none.</param>
    /// <param name="dampening">How much of the gradient is kept out of the momentum.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to the gradient, of groups without their own.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum; needs momentum and no dampening.</param>
    /// <param name="maximize">Whether to go up the gradient.</param>
    /// <exception cref="ArgumentException">A parameter is in two groups, or Nesterov's momentum is asked for without momentum or with dampening.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN.</exception>
    public Sgd(
        IEnumerable<ParameterGroup> groups,
        double learningRate = 1e-3,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false)
        : base(groups, learningRate, weightDecay)
    {
        _options = new SgdOptions
        {
            Momentum = Hyperparameter.NotNegative(momentum),
            Dampening = Hyperparameter.Finite(dampening),
            IsNesterov = nesterov,
            IsMaximizing = maximize,
        };
        if (nesterov && (momentum == 0 || dampening != 0))
            throw new ArgumentException("Nesterov's momentum needs a momentum and no dampening", nameof(nesterov));
        if (momentum != 0)
            _momenta = AllocateState();
    }

    internal override double CycledMomentum
    {
        get => _options.Momentum;
        set => _options = _options with { Momentum = value };
    }

    private protected override void Update(
        Span<float> parameters, ReadOnlySpan<float> gradients, int start, double learningRate, double weightDecay) =>
        SgdKernel.Step(
            parameters,
            gradients,
            _momenta.Length == 0 ? default : _momenta.Span.Slice(start, parameters.Length),
            _options with { LearningRate = learningRate, WeightDecay = weightDecay },
            StepCount);
}
