namespace Workflow.Compiled;

/// <summary>
/// The batches that are being filled, wait, or are in the caller's hands, and the threads that fill them. Batch n lives in slot n modulo the
/// number of slots; a worker may fill it once the batch that had the slot before is released.
/// </summary>
internal sealed class BatchRing : IDisposable
{
    private readonly object _gate = new();
    private readonly BatchSlot[] _slots;
    private readonly Thread[] _workers;
    private readonly int _batchCount;
    private readonly SampleRange _samplesOf;

    // All guarded by the gate. An enumeration is the number of a GetEnumerator call.
    private long _enumeration;
    private bool _isOpen;
    private bool _isDisposed;
    private int _next;
    private int _released;
    private int _filling;
    private int _epoch;

    public BatchRing(BatchSlot[] slots, int workers, int batchCount, SampleRange samplesOf)
    {
        (_slots, _batchCount, _samplesOf) = (slots, batchCount, samplesOf);
        _workers = new Thread[workers];
    }

    /// <summary>The numbers of the samples of a batch.</summary>
    public delegate ReadOnlySpan<int> SampleRange(int batch);

    /// <summary>Ends the enumeration before and waits until no worker reads the order of samples.</summary>
    /// <returns>The number of the new enumeration.</returns>
    public long Begin()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(DataLoader));
            _isOpen = false;
            while (_filling > 0)
                Monitor.Wait(_gate);
            foreach (var slot in _slots)
                slot.Filled = -1;
            (_next, _released) = (0, 0);
            return ++_enumeration;
        }
    }

    /// <summary>Lets the workers begin.</summary>
    /// <param name="epoch">The epoch whose samples are read.</param>
    public void Open(int epoch)
    {
        lock (_gate)
        {
            (_isOpen, _epoch) = (true, epoch);
            for (var i = 0; i < _workers.Length && _workers[i] is null; i++)
            {
                _workers[i] = new Thread(Work) { IsBackground = true, Name = $"DataLoader worker {i}" };
                _workers[i].Start();
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for a batch and releases the one before; null after the last.</summary>
    public Batch? Take(long enumeration, int number)
    {
        var slot = _slots[number % _slots.Length];
        lock (_gate)
        {
            Check(enumeration);
            _released = number;
            if (number == _batchCount || !_isOpen)
                return null;
            if (_workers.Length > 0)
                Await(enumeration, slot, number);
        }

        if (_workers.Length == 0)
            slot.Fill(_samplesOf(number), _epoch);
        if (slot.Error is null)
            return slot.Batch;
        End(enumeration);
        throw slot.Error;
    }

    /// <summary>Stops filling batches of an enumeration; the workers stay.</summary>
    public void End(long enumeration)
    {
        lock (_gate)
        {
            if (enumeration == _enumeration)
                _isOpen = false;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            (_isDisposed, _isOpen) = (true, false);
            Monitor.PulseAll(_gate);
        }

        foreach (var worker in _workers)
            worker?.Join();
    }

    private void Await(long enumeration, BatchSlot slot, int number)
    {
        Monitor.PulseAll(_gate);
        while (slot.Filled != number)
        {
            Monitor.Wait(_gate);
            Check(enumeration);
        }
    }

    private void Check(long enumeration)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(DataLoader));
        if (enumeration != _enumeration)
            throw new InvalidOperationException("the loader was enumerated again, which ended this epoch: use a second loader for a second loop");
    }

    private void Work()
    {
        while (TryTakeWork(out var number))
        {
            var slot = _slots[number % _slots.Length];
            slot.Fill(_samplesOf(number), _epoch);
            lock (_gate)
            {
                slot.Filled = number;
                _filling--;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private bool TryTakeWork(out int number)
    {
        lock (_gate)
        {
            while (!_isDisposed && !(_isOpen && _next < Math.Min(_batchCount, _released + _slots.Length)))
                Monitor.Wait(_gate);
            number = _next;
            if (_isDisposed)
                return false;
            _next++;
            _filling++;
            return true;
        }
    }
}
