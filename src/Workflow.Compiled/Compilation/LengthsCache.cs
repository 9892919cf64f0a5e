namespace Workflow.Compiled;

/// <summary>Keeps what was made for some lengths, so that a step whose lengths came before allocates nothing.</summary>
/// <param name="create">Makes the item for the lengths that a pass is bound to.</param>
internal sealed class LengthsCache<T>(Func<T> create)
{
    // An epoch has two lengths, that of most batches and that of the last; requests of a service may have many.
    private const int Capacity = 256;

    private readonly List<(int[] Lengths, T Item)> _entries = [];
    private int _oldest;

    /// <summary>The item for some lengths.</summary>
    public T For(ReadOnlySpan<int> lengths)
    {
        foreach (var (known, item) in _entries)
        {
            if (lengths.SequenceEqual(known))
                return item;
        }

        var made = create();
        if (_entries.Count < Capacity)
            _entries.Add((lengths.ToArray(), made));
        else
            _entries[_oldest++ % Capacity] = (lengths.ToArray(), made);
        return made;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _entries.Clear();
}
