using System.Collections.Concurrent;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>
/// The samples of a dataset with changed inputs, differently in each epoch. What chance decides depends on the seed, the epoch and the number of the
/// sample alone, not on the order of samples or the number of a loader's workers.
/// </summary>
/// <remarks>
/// <code>
/// var augmented = new TransformedDataset(train, seed: 1, new RandomCrop(32, padding: 4), new RandomHorizontalFlip());
/// </code>
/// </remarks>
public sealed class TransformedDataset : Dataset
{
    private readonly Dataset _source;
    private readonly ulong _seed;
    private readonly Transform[] _transforms;
    private readonly Shape[] _shapes; // that of the source, and behind each transform
    private readonly ConcurrentBag<Workspace> _workspaces = [];

    /// <summary>Changes the inputs of a dataset.</summary>
    /// <param name="source">The samples as they are.</param>
    /// <param name="seed">Equal seeds give equal changes.</param>
    /// <param name="transforms">The changes in their order.</param>
    /// <exception cref="ArgumentException">A transform is null or cannot change inputs of the shape that it is given.</exception>
    public TransformedDataset(Dataset source, ulong seed, params Transform[] transforms)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(transforms);
        (_source, _seed, _transforms) = (source, seed, [.. transforms]);
        _shapes = new Shape[transforms.Length + 1];
        _shapes[0] = source.InputShape;
        foreach (var (place, transform) in transforms.Index())
        {
            _shapes[place + 1] = transform is null
                ? throw new ArgumentException($"transform {place} is null", nameof(transforms))
                : transform.OutputShape(_shapes[place]);
        }
    }

    /// <inheritdoc/>
    public override int Count => _source.Count;

    /// <inheritdoc/>
    public override Shape InputShape => _shapes[^1];

    /// <inheritdoc/>
    public override TargetKind Targets => _source.Targets;

    /// <summary>Reads a sample as it is in the first epoch.</summary>
    /// <inheritdoc/>
    public override void Read(int index, Span<float> input, TargetSlot target) => Read(index, epoch: 0, input, target);

    /// <inheritdoc/>
    public override void Read(int index, int epoch, Span<float> input, TargetSlot target)
    {
        if (!_workspaces.TryTake(out var workspace))
            workspace = new Workspace(_shapes.Max(shape => shape.ElementCount));
        workspace.Random.Restart(new PhiloxKey(_seed, epoch, SampleOrder.FirstSampleSite + index));
        var current = _transforms.Length == 0 ? input : workspace.Buffers[0].AsSpan(0, _shapes[0].ElementCount);
        _source.Read(index, epoch, current, target);
        for (var i = 0; i < _transforms.Length; i++)
        {
            var next = i == _transforms.Length - 1 ? input : workspace.Buffers[(i + 1) % 2].AsSpan(0, _shapes[i + 1].ElementCount);
            _transforms[i].Apply(current, _shapes[i], next, workspace.Random);
            current = next;
        }

        _workspaces.Add(workspace);
    }

    /// <summary>What one thread needs while it reads a sample; kept for the next.</summary>
    private sealed class Workspace(int length)
    {
        public PhiloxStream Random { get; } = new(default);

        public float[][] Buffers { get; } = [new float[length], new float[length]];
    }
}
