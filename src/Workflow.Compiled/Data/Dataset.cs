namespace Workflow.Compiled;

/// <summary>Numbered samples, each an input with a target. Samples are read straight into the memory of a batch.</summary>
public abstract class Dataset
{
    /// <summary>The number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>The shape of the input of one sample.</summary>
    public abstract Shape InputShape { get; }

    /// <summary>What the targets are.</summary>
    public abstract TargetKind Targets { get; }

    /// <summary>Reads a sample. The loader calls it from several threads at once.</summary>
    /// <param name="index">The number of the sample, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="input">Takes the input: as many values as <see cref="InputShape"/> has elements. Holds what an earlier sample left.</param>
    /// <param name="target">Takes the target.</param>
    public abstract void Read(int index, Span<float> input, TargetSlot target);

    /// <summary>Reads a sample as it is in an epoch, which matters where it is changed at random. The loader calls it from several threads at once.</summary>
    /// <param name="index">The number of the sample, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="epoch">The number of the epoch, from 0; equal numbers give equal inputs.</param>
    /// <param name="input">Takes the input, as in the other method, which this one calls unless a dataset says otherwise.</param>
    /// <param name="target">Takes the target.</param>
    public virtual void Read(int index, int epoch, Span<float> input, TargetSlot target) => Read(index, input, target);
}
