using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Workflow.Compiled;

/// <summary>
/// All parameters of a model in the order of their declaration. They lie in one flat buffer, each on a cache line of its own, with zeros
/// between them; an optimizer is one loop over it. What several modules share is one parameter under several names.
/// </summary>
public sealed class ParameterCollection : IReadOnlyList<Parameter>
{
    private readonly List<KeyValuePair<string, Parameter>> _parameters = [];
    private readonly Dictionary<string, Parameter> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Parameter, int> _places = [];
    private float[] _storage = [];
    private IReadOnlyList<Range>? _trainedRanges;

    /// <summary>Collects parameters under their names, of which the first is the name of each.</summary>
    internal ParameterCollection(IEnumerable<KeyValuePair<string, Parameter>> entries)
    {
        foreach (var entry in entries)
        {
            _byName.Add(entry.Key, entry.Value);
            if (_places.TryAdd(entry.Value, _parameters.Count))
                _parameters.Add(entry);
        }
    }

    /// <summary>
    /// The whole buffer, with the zeros between parameters. For a part of a model it is the part of the model's buffer from its first to its
    /// last parameter: where a layer is shared with another part, what lies between is in it too.
    /// </summary>
    public Span<float> Flat => new(_storage, StorageOffset, FlatLength);

    /// <summary>The parts of <see cref="Flat"/> that training changes: all parameters but the frozen ones, those that touch as one range.</summary>
    public IReadOnlyList<Range> TrainedRanges => _trainedRanges ??=
        [.. FlatRanges.Of(this, this.Where(parameter => !parameter.IsFrozen)).Select(range => range.Start..(range.Start + range.Length))];

    /// <summary>The number of parameters: of tensors, not of numbers.</summary>
    public int Count => _parameters.Count;

    /// <summary>The number of numbers.</summary>
    public long ElementCount => this.Sum(parameter => (long)parameter.Shape.ElementCount);

    /// <summary>The number of numbers that training changes.</summary>
    public long TrainedElementCount => this.Where(parameter => !parameter.IsFrozen).Sum(parameter => (long)parameter.Shape.ElementCount);

    /// <summary>The names in this model, in order.</summary>
    public IEnumerable<string> Names => _parameters.Select(entry => entry.Key);

    /// <summary>The length of <see cref="Flat"/>.</summary>
    internal int FlatLength { get; private set; }

    /// <summary>Where the buffer starts in the array that holds it.</summary>
    internal int StorageOffset { get; private set; }

    /// <summary>The parameters with their names in this model, in order.</summary>
    internal IReadOnlyList<KeyValuePair<string, Parameter>> Named => _parameters;

    /// <summary>The parameter at a place.</summary>
    public Parameter this[int index] => _parameters[index].Value;

    /// <summary>The parameter with a name, for example <c>hidden1.weight</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names that exist.</exception>
    public Parameter this[string name] => TryGet(name, out var parameter)
        ? parameter
        : throw new KeyNotFoundException($"there is no parameter '{name}'; there are {(Count == 0 ? "none" : string.Join(", ", Names))}");

    /// <summary>Finds the parameter with a name: any of its names, where it is shared.</summary>
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
    internal int IndexOf(Parameter parameter) => _places.TryGetValue(parameter, out var place)
        ? place
        : throw new ArgumentException($"the parameter {parameter} is not one of this model");

    /// <summary>Moves the collection to another buffer.</summary>
    internal void Bind(float[] storage, int offset, int length) =>
        (_storage, StorageOffset, FlatLength, _trainedRanges) = (storage, offset, length, null);
}
