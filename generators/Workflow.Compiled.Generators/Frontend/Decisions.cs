using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>
/// One path through the conditions on constructor values: <c>Forward</c> is traced once for each. A condition that was not met before is
/// first taken to be true; the next path takes the last such condition to be false.
/// </summary>
internal sealed class Decisions
{
    private readonly List<Decision> _taken = [];

    /// <summary>The number of conditions on the path.</summary>
    public int Count => _taken.Count;

    /// <summary>The path as a C# condition; empty where every condition is false, which is the path that is left.</summary>
    public string Condition => _taken.Any(decision => decision.IsTrue)
        ? string.Join(" && ", _taken.Select(decision => decision.IsTrue ? $"({decision.Condition})" : $"!({decision.Condition})"))
        : "";

    /// <summary>What the conditions say of lengths on this path.</summary>
    public IEnumerable<Guard> Facts => FactsFrom(0);

    /// <summary>The same for the conditions from some number on.</summary>
    public IEnumerable<Guard> FactsFrom(int number) => _taken.Skip(number).Select(decision => decision.Says(decision.IsTrue)).OfType<Guard>();

    /// <summary>Whether a condition is true on this path.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="says">What it says of lengths where it is true, and where it is false; null for nothing.</param>
    public bool Decide(string condition, Func<bool, Guard?> says)
    {
        if (_taken.Find(decision => decision.Condition == condition) is { } known)
            return known.IsTrue;
        _taken.Add(new Decision(condition, true, says));
        return true;
    }

    /// <summary>Goes on to the next path; false where there is none.</summary>
    public bool Next()
    {
        while (_taken.Count > 0 && !_taken[_taken.Count - 1].IsTrue)
            _taken.RemoveAt(_taken.Count - 1);
        if (_taken.Count == 0)
            return false;
        _taken[_taken.Count - 1] = _taken[_taken.Count - 1] with { IsTrue = false };
        return true;
    }

    private sealed record Decision(string Condition, bool IsTrue, Func<bool, Guard?> Says);
}
