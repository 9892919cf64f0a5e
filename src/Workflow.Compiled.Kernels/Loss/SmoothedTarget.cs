namespace Workflow.Compiled.Kernels;

/// <summary>The weights of cross-entropy's terms: those of the target class, and those of all classes through label smoothing.</summary>
internal readonly unsafe struct SmoothedTarget
{
    private readonly float* _classWeights;
    private readonly double _kept;

    public SmoothedTarget(float* classWeights, int classes, float smoothing, double scale)
    {
        _classWeights = classWeights;
        _kept = 1 - (double)smoothing;
        Scale = scale;
        Share = (double)smoothing / classes;
        Total = classes;
        if (classWeights == null || smoothing == 0)
            return;
        Total = 0;
        for (var c = 0; c < classes; c++)
            Total += classWeights[c];
    }

    /// <summary>What each gradient is multiplied by.</summary>
    public double Scale { get; }

    /// <summary>The part of the target that each class receives.</summary>
    public double Share { get; }

    /// <summary>The sum of the class weights.</summary>
    public double Total { get; }

    /// <summary>Null where all weights are 1.</summary>
    public float* ClassWeights => _classWeights;

    /// <summary>The weight of the target's own term.</summary>
    public double Of(int target) => _classWeights == null ? _kept : _kept * _classWeights[target];
}
