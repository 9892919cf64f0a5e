namespace Workflow.Compiled;

/// <summary>The parameters and buffers of a module, by name.</summary>
internal sealed class ModuleState
{
    private readonly Dictionary<string, IStateTensor> _byName = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, IStateTensor>> _saved = [];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, TensorBuffer> _buffers = new(StringComparer.Ordinal);

    public ModuleState(IReadOnlyList<KeyValuePair<string, IStateTensor>> entries)
    {
        Parameters = new ParameterCollection(
            entries.Where(entry => entry.Value is Parameter).Select(entry => KeyValuePair.Create(entry.Key, (Parameter)entry.Value)));
        var firstNames = new Dictionary<IStateTensor, string>();
        foreach (var (name, tensor) in entries)
        {
            var isFirst = firstNames.TryAdd(tensor, name);
            if (isFirst && tensor is TensorBuffer buffer)
                _buffers.Add(name, buffer);
            if (tensor is TensorBuffer { IsPersistent: false })
                continue;
            _byName.Add(name, tensor);
            if (isFirst)
                _saved.Add(new(name, tensor));
            else
                _aliases.Add(name, firstNames[tensor]);
        }
    }

    /// <summary>The parameters.</summary>
    public ParameterCollection Parameters { get; }

    /// <summary>The buffers, also those that are not saved; what is shared, under its first name.</summary>
    public IReadOnlyDictionary<string, TensorBuffer> Buffers => _buffers;

    /// <summary>What is saved, under its first name, in the order of declaration.</summary>
    public IReadOnlyList<KeyValuePair<string, IStateTensor>> Saved => _saved;

    /// <summary>For each further name of something shared: the name that it is saved under.</summary>
    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    /// <summary>What is saved or loaded under a name, be it the first or a further one; null where there is nothing.</summary>
    public IStateTensor? Find(string name) => _byName.GetValueOrDefault(name);
}
