namespace Workflow.Compiled;

/// <summary>A figure about many batches, collected batch by batch.</summary>
public interface IMetric
{
    /// <summary>What the figure is called in reports, for example <c>accuracy</c>.</summary>
    string Name { get; }

    /// <summary>The figure over all batches since <see cref="Reset"/>; NaN when there was none.</summary>
    double Value { get; }

    /// <summary>Takes a batch into account.</summary>
    /// <param name="output">What the network gave; the first axis numbers the samples.</param>
    /// <param name="targets">What it should have given.</param>
    void Add(Tensor output, Targets targets);

    /// <summary>Forgets all batches.</summary>
    void Reset();
}
