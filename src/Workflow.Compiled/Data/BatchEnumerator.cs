using System.Collections;

namespace Workflow.Compiled;

/// <summary>One epoch of a loader.</summary>
internal sealed class BatchEnumerator(BatchRing ring, long enumeration) : IEnumerator<Batch>
{
    private int _next;
    private Batch? _current;

    public Batch Current => _current ?? throw new InvalidOperationException("there is no current batch: call MoveNext first");

    object IEnumerator.Current => Current;

    public bool MoveNext()
    {
        _current = ring.Take(enumeration, _next);
        if (_current is null)
            return false;
        _next++;
        return true;
    }

    public void Reset() => throw new NotSupportedException("an epoch runs once: enumerate the loader again");

    public void Dispose() => ring.End(enumeration);
}
