namespace Workflow.Compiled;

/// <summary>The part of samples whose largest output is that of their class.</summary>
public sealed class Accuracy : IMetric
{
    private long _correct;
    private long _count;

    /// <inheritdoc/>
    public string Name => "accuracy";

    /// <inheritdoc/>
    public double Value => (double)_correct / _count;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The outputs are not [batch, classes], or the targets are not a class number a sample.</exception>
    public void Add(Tensor output, Targets targets)
    {
        var batch = new ClassPredictions(nameof(Accuracy), output, targets);
        for (var sample = 0; sample < batch.Count; sample++)
            _correct += batch.Predicted(sample) == batch.Actual(sample) ? 1 : 0;
        _count += batch.Count;
    }

    /// <inheritdoc/>
    public void Reset() => (_correct, _count) = (0, 0);
}
