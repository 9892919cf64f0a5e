using System.Collections.ObjectModel;

namespace Workflow.Compiled;

/// <summary>The mean loss and the metrics of a run over samples.</summary>
internal sealed class Figures(Loss criterion, IReadOnlyList<IMetric> metrics)
{
    private readonly MeanLoss _loss = new(criterion);
    private int _samples;

    /// <summary>The mean loss so far.</summary>
    public double Loss => _loss.Value;

    /// <summary>Forgets all batches.</summary>
    public void Reset()
    {
        _samples = 0;
        _loss.Reset();
        for (var i = 0; i < metrics.Count; i++)
            metrics[i].Reset();
    }

    /// <summary>Takes a batch into account.</summary>
    public void Add(float loss, Tensor output, Batch batch)
    {
        _samples += batch.Count;
        _loss.Add(loss, batch.Count);
        for (var i = 0; i < metrics.Count; i++)
            metrics[i].Add(output, batch.Targets);
    }

    /// <summary>The figures of all batches.</summary>
    public Evaluation ToEvaluation() =>
        new(Loss, new ReadOnlyDictionary<string, double>(metrics.ToDictionary(metric => metric.Name, metric => metric.Value)), _samples);
}
