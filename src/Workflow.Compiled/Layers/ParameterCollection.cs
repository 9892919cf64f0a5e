using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Workflow.Compiled;

/// <summary>
/// All parameters of a model in the order of their declaration. They lie in one flat buffer, each on a cache line of its own, with zeros
/// between them; an optimizer is one loop over it.
/// </summary>
public sealed class ParameterCollection : IReadOnlyList<Parameter>
{
    private readonly KeyValuePair<string, Parameter>[] _parameters;
    private readonly Dictionary<string, Parameter> _byName;
    private float[] _storage = [];

    internal ParameterCollection(IEnumerable<KeyValuePair<string, Parameter>> parameters)
    {
        _parameters = [.. parameters];
        _byName = new(_parameters, StringComparer.Ordinal);
        FlatLength = _parameters.Sum(entry => ArenaPlan.RoundUp(entry.Value.Shape.ElementCount));
    }

    /// <summary>The whole buffer, with the zeros between parameters.</summary>
    public Span<float> Flat => new(_storage, StorageOffset, FlatLength);

    /// <summary>The number of parameters: of tensors, not of numbers.</summary>
    public int Count => _parameters.Length;

    /// <summary>The number of trained numbers.</summary>
    public long ElementCount => _parameters.Sum(entry => (long)entry.Value.Shape.ElementCount);

    /// <summary>The names in this model, in order.</summary>
    public IEnumerable<string> Names => _parameters.Select(entry => entry.Key);

    /// <summary>The length of <see cref="Flat"/>.</summary>
    internal int FlatLength { get; }

    /// <summary>Where the buffer starts in the array that holds it.</summary>
    internal int StorageOffset { get; private set; }

    /// <summary>The parameter at a place.</summary>
    public Parameter this[int index] => _parameters[index].Value;

    /// <summary>The parameter with a name, for example <c>hidden1.weight</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names that exist.</exception>
    public Parameter this[string name] => TryGet(name, out var parameter)
        ? parameter
        : throw new KeyNotFoundException($"there is no parameter '{name}'; there are {(Count == 0 ? "none" : string.Join(", ", Names))}");

    /// <summary>Finds the parameter with a name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Parameter? parameter) => _byName.TryGetValue(name, out parameter);

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => _parameters.Select(entry => entry.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Where a parameter starts in <see cref="Flat"/>.</summary>
    /// <exception cref="ArgumentException">The parameter is another model's.</exception>
    internal int OffsetOf(Parameter parameter)
    {
        var offset = parameter.StorageOffset - StorageOffset;
        return (uint)offset < (uint)Math.Max(FlatLength, 1) && parameter.IsStoredIn(_storage)
            ? offset
            : throw new ArgumentException($"the parameter {parameter} is not one of this model");
    }

    /// <summary>The place of a parameter among the others.</summary>
    /// <exception cref="ArgumentException">The parameter is another model's.</exception>
    internal int IndexOf(Parameter parameter)
    {
        OffsetOf(parameter);
        return parameter.Index;
    }

    /// <summary>Moves the collection to another buffer.</summary>
    internal void Bind(float[] storage, int offset) => (_storage, StorageOffset) = (storage, offset);
}
