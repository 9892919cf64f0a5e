using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The values that a region loads, each once: reshapes of one value that broadcast alike are one.</summary>
internal sealed class Loads
{
    private readonly Dictionary<int, int> _ids = [];
    private readonly List<Load> _all = [];
    private readonly Views _views;

    public Loads(Program program, Views views, StepDraft draft)
    {
        _views = views;
        var inputs = new HashSet<int>(draft.Body.SelectMany(instruction => instruction.Inputs));
        foreach (var id in inputs)
        {
            var value = program.Values[id];
            if (!draft.Computes(views.RootOf(id)) && value.Kind != ValueKind.Constant)
                _ids[id] = Add(value, inputs);
        }
    }

    /// <summary>The values that are loaded.</summary>
    public IReadOnlyList<Load> All => _all;

    /// <summary>The value by which an instruction's operand is known in the region.</summary>
    public int IdOf(int input) => _ids.TryGetValue(input, out var id) ? id : _views.RootOf(input);

    private int Add(Value value, HashSet<int> inputs)
    {
        var view = _views[value.Id];
        if (_all.FirstOrDefault(known => known.Shape.Equals(value.Shape) && known.View.Equals(view)) is { } same)
            return same.Id;
        // One view of a value is called what the value is called, unless that is loaded too.
        var id = inputs.Contains(view.Root) || _all.Any(known => known.View.Root == view.Root) ? value.Id : view.Root;
        _all.Add(new Load(id, value.Shape, view));
        return id;
    }
}

/// <summary>A value that a region loads.</summary>
/// <param name="Id">The value by whose name the region knows it.</param>
/// <param name="Shape">The shape under which the region sees it.</param>
/// <param name="View">Where it lies.</param>
internal sealed record Load(int Id, Shape Shape, View View);
