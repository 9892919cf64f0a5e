namespace Workflow.Compiled.Generators.Frontend;

/// <summary>
/// One path through the conditions on constructor values: <c>Forward</c> is traced once for each. A condition that was not met before is
/// first taken to be true; the next path takes the last such condition to be false.
/// </summary>
internal sealed class Decisions
{
    private readonly List<(string Condition, bool IsTrue)> _taken = [];
    private int _next;

    /// <summary>The number of conditions on the path.</summary>
    public int Count => _taken.Count;

    /// <summary>The path as a C# condition; empty where every condition is false, which is the path that is left.</summary>
    public string Condition => _taken.Any(decision => decision.IsTrue)
        ? string.Join(" && ", _taken.Select(decision => decision.IsTrue ? $"({decision.Condition})" : $"!({decision.Condition})"))
        : "";

    /// <summary>Whether a condition is true on this path.</summary>
    public bool Decide(string condition)
    {
        foreach (var (known, isTrue) in _taken.Take(_next))
        {
            if (known == condition)
                return isTrue;
        }

        if (_next == _taken.Count)
            _taken.Add((condition, true));
        return _taken[_next++].IsTrue;
    }

    /// <summary>Goes on to the next path; false where there is none.</summary>
    public bool Next()
    {
        _next = 0;
        while (_taken.Count > 0 && !_taken[_taken.Count - 1].IsTrue)
            _taken.RemoveAt(_taken.Count - 1);
        if (_taken.Count == 0)
            return false;
        _taken[_taken.Count - 1] = (_taken[_taken.Count - 1].Condition, false);
        return true;
    }
}
