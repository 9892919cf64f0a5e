using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share: running means of the gradients and of their squares.</summary>
public abstract class MomentOptimizer : Optimizer
{
    private AdamOptions _options;
    private readonly AlignedMemory _firstMoments;
    private readonly AlignedMemory _secondMoments;
    private readonly AlignedMemory _largestSecondMoments;

    private protected MomentOptimizer(IEnumerable<ParameterGroup> groups, double learningRate, double weightDecay, AdamOptions options)
        : base(groups, learningRate, weightDecay)
    {
        Hyperparameter.Decay(options.Beta1, "beta1");
        Hyperparameter.Decay(options.Beta2, "beta2");
        Hyperparameter.NotNegative(options.Epsilon, "epsilon");
        _options = options;
        _firstMoments = AllocateState();
        _secondMoments = AllocateState();
        if (options.IsAmsGrad)
            _largestSecondMoments = AllocateState();
    }

    internal sealed override double CycledMomentum
    {
        get => _options.Beta1;
        set => _options = _options with { Beta1 = value };
    }

    private protected sealed override void Update(
        Span<float> parameters, ReadOnlySpan<float> gradients, int start, double learningRate, double weightDecay) =>
        AdamKernel.Step(
            parameters,
            gradients,
            _firstMoments.Span.Slice(start, parameters.Length),
            _secondMoments.Span.Slice(start, parameters.Length),
            _options.IsAmsGrad ? _largestSecondMoments.Span.Slice(start, parameters.Length) : default,
            _options with { LearningRate = learningRate, WeightDecay = weightDecay },
            StepCount);
}
