using System.Globalization;

namespace Workflow.Compiled.Generators.Graphs;

/// <summary>Gives each name once: where one is taken, it gets the least number that is free.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Stem, int Number)> _numbered = new(StringComparer.Ordinal);

    /// <param name="taken">The names that are taken from the start.</param>
    public UniqueNames(params IEnumerable<string> taken) => _taken = new HashSet<string>(taken, StringComparer.Ordinal);

    /// <summary>Whether a name is taken.</summary>
    public bool Has(string name) => _taken.Contains(name);

    /// <summary>The name where it is free, else the name with a number.</summary>
    public string Next(string name)
    {
        if (_taken.Add(name))
            return name;
        var number = _next.TryGetValue(name, out var known) ? known : 2;
        string unique;
        do
            unique = name + number++.ToString(CultureInfo.InvariantCulture);
        while (!_taken.Add(unique));
        _next[name] = number;
        _numbered[unique] = (name, number - 1);
        return unique;
    }

    /// <summary>Gives a name back.</summary>
    public void Free(string name)
    {
        _taken.Remove(name);
        if (_numbered.TryGetValue(name, out var numbered) && numbered.Number < _next[numbered.Stem])
            _next[numbered.Stem] = numbered.Number;
    }
}
