namespace Workflow.Compiled.Kernels;

/// <summary>What <see cref="AdamOptions"/> and the step number come to: computed in float64 and rounded once, as PyTorch does.</summary>
internal readonly struct AdamConstants(in AdamOptions options, long step)
{
    /// <summary>-1 to go up the gradient, else 1.</summary>
    public readonly float Sign = options.IsMaximizing ? -1 : 1;

    /// <summary>What the gradient gets of the parameter.</summary>
    public readonly float CoupledDecay = options.IsDecoupled ? 0 : (float)options.WeightDecay;

    /// <summary>What is left of the parameter.</summary>
    public readonly float Kept = options.IsDecoupled ? (float)(1 - options.LearningRate * options.WeightDecay) : 1;

    public readonly float Beta1 = (float)options.Beta1;
    public readonly float Beta2 = (float)options.Beta2;
    public readonly float OneMinusBeta1 = (float)(1 - options.Beta1);
    public readonly float OneMinusBeta2 = (float)(1 - options.Beta2);
    public readonly float Epsilon = (float)options.Epsilon;

    /// <summary>One over the root of the second moment's bias correction: roots and quotients are what a step takes its time for, so it divides once.</summary>
    public readonly float InverseRootCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step)));

    /// <summary>Minus the step width over the first moment's bias correction.</summary>
    public readonly float NegativeStep = (float)-(options.LearningRate / (1 - Math.Pow(options.Beta1, step)));
}
