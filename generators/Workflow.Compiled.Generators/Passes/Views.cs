using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Where each value of a program lies.</summary>
internal sealed class Views
{
    private readonly View[] _views;

    public Views(Program program)
    {
        _views = [.. program.Values.Select(value => View.Dense(value.Id, value.Shape))];
        foreach (var instruction in program.Instructions)
        {
            if (instruction.Operation is Operation.View view)
                _views[instruction.Output] = new View(instruction.Inputs[0], view.Offset, view.Strides);
        }
    }

    /// <summary>The same views, some of which have been moved.</summary>
    public Views(Views views, IReadOnlyDictionary<int, View> moved) =>
        _views = [.. views._views.Select((view, value) => moved.TryGetValue(value, out var own) ? own : view)];

    /// <summary>Where a value lies.</summary>
    public View this[int value] => _views[value];

    /// <summary>The id of the value whose memory a value uses.</summary>
    public int RootOf(int value) => _views[value].Root;
}
