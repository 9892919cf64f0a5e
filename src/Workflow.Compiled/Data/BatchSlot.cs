namespace Workflow.Compiled;

/// <summary>Memory for one batch, filled again and again, and what became of the last filling.</summary>
internal sealed class BatchSlot
{
    private readonly Dataset _dataset;
    private readonly Batch _full;
    private readonly Batch _last;
    private readonly int _inputSize;
    private readonly int _targetSize;

    /// <summary>Makes the memory.</summary>
    /// <param name="dataset">What is read.</param>
    /// <param name="batchSize">The number of samples of all batches but the last.</param>
    /// <param name="lastSize">The number of samples of the last batch.</param>
    public BatchSlot(Dataset dataset, int batchSize, int lastSize)
    {
        _dataset = dataset;
        _inputSize = dataset.InputShape.ElementCount;
        _targetSize = dataset.Targets.ValueShape?.ElementCount ?? 1;
        var inputs = new Tensor(dataset.InputShape.Prepend(batchSize));
        if (dataset.Targets.ValueShape is { } shape)
        {
            var values = new Tensor(shape.Prepend(batchSize));
            _full = new Batch(inputs, values);
            _last = new Batch(inputs.View(dataset.InputShape.Prepend(lastSize)), values.View(shape.Prepend(lastSize)));
        }
        else
        {
            var classes = new IndexTensor([batchSize]);
            _full = new Batch(inputs, classes);
            _last = new Batch(inputs.View(dataset.InputShape.Prepend(lastSize)), classes.View([lastSize]));
        }
    }

    /// <summary>The number of the batch that was filled in, or -1; guarded by the loader's lock.</summary>
    public int Filled { get; set; } = -1;

    /// <summary>The batch that was filled in.</summary>
    public Batch? Batch { get; private set; }

    /// <summary>Why filling failed, or null.</summary>
    public DataLoaderException? Error { get; private set; }

    /// <summary>Reads samples as they are in an epoch; a failure is kept for whoever asks for the batch.</summary>
    public void Fill(ReadOnlySpan<int> samples, int epoch)
    {
        (Batch, Error) = (samples.Length == _full.Count ? _full : _last, null);
        for (var row = 0; row < samples.Length && Error is null; row++)
            Error = Read(samples[row], epoch, row, Batch);
    }

    private DataLoaderException? Read(int sample, int epoch, int row, Batch batch)
    {
        try
        {
            var input = batch.Inputs.Span.Slice(row * _inputSize, _inputSize);
            if (batch.Targets.Values is { } values)
            {
                _dataset.Read(sample, epoch, input, new TargetSlot(values.Span.Slice(row * _targetSize, _targetSize)));
                return null;
            }

            ref var number = ref batch.Targets.Classes!.Span[row];
            number = -1; // a dataset that forgets the target is found out
            _dataset.Read(sample, epoch, input, new TargetSlot(ref number));
            return _dataset.Targets.ProblemOf(number) is { } problem ? new DataLoaderException($"sample {sample} {problem}", sample) : null;
        }
        catch (Exception exception)
        {
            // Whatever a dataset throws, on whichever thread, belongs to the caller: the enumeration throws it there.
            return new DataLoaderException($"sample {sample} could not be read: {exception.Message}", sample, exception);
        }
    }
}
