using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Gives the parts of joined values their places inside of these: the step that computes a part writes it there and its readers read it there, through distances
/// between rows, so that nothing is copied. A part that somebody must write or read in one piece keeps memory of its own and is copied.
/// </summary>
internal sealed class PartPlaces
{
    private readonly Program _program;
    private readonly Drafts _drafts;
    private readonly PartAccess _access;
    private readonly Dictionary<int, View> _moved = [];
    private readonly HashSet<(int Part, int Whole)> _placed = [];
    private readonly List<Part> _parts = [];
    private readonly List<string> _copied = [];
    private readonly HashSet<int> _outputs;
    private readonly HashSet<int> _gradients;

    public PartPlaces(Program program, Views views, Drafts drafts)
    {
        (_program, _drafts, Views) = (program, drafts, views);
        _outputs = [.. program.Outputs.Select(views.RootOf)];
        _gradients = [.. program.ParameterGradients.Concat(program.InputGradients).Select(gradient => gradient.Id)];
        _access = new PartAccess(program, views, drafts);
        // What is joined later has its place first: what is joined to be a part of it then lies in it too.
        foreach (var join in drafts.Steps.Where(step => step.Kernel is { Operation: Operation.Join }).Reverse())
            Place(join);
        Views = new Views(views, _moved);
    }

    /// <summary>Where values lie, with the parts in their places.</summary>
    public Views Views { get; }

    /// <summary>The parts that have a place inside of a larger value; those of a value come before those of its parts.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>For each result that is copied into a larger value, why.</summary>
    public IReadOnlyList<string> Copied => _copied;

    /// <summary>The id of the larger value in which a value lies; null for memory of its own.</summary>
    public int? WholeOf(int value) => _parts.FirstOrDefault(part => part.Value == value)?.Whole;

    /// <summary>Whether a part of a joined value is written where it belongs.</summary>
    public bool IsPlaced(int part, int whole) => _placed.Contains((part, whole));

    /// <summary>Whether a step joins values that are all written where they belong.</summary>
    public bool IsWritten(StepDraft step) =>
        step.Kernel is { Operation: Operation.Join } join && join.Inputs.All(input => IsPlaced(input, join.Output));

    private void Place(StepDraft join)
    {
        var (kernel, axis) = (join.Kernel!, ((Operation.Join)join.Kernel!.Operation).Axis);
        var strides = _moved.TryGetValue(kernel.Output, out var own) ? own.Strides : View.Dense(kernel.Output, _program.Values[kernel.Output].Shape).Strides;
        Dimension start = 0;
        foreach (var input in kernel.Inputs)
        {
            var (root, offset) = (Views.RootOf(input), start * strides[axis]);
            start += _program.Values[input].Shape[axis];
            if (join.Parts.ContainsKey(input) || _access.ProducerOf(root) is not { } producer)
                continue;
            if ((WholeObstacle(join, input) ?? _access.Obstacle(join, producer, input, strides)) is { } obstacle)
            {
                _copied.Add($"{_program.Values[root].Display}: copied into {_program.Values[kernel.Output].Display}, because {obstacle}");
                continue;
            }

            foreach (var (value, view) in _access.Moved(input, strides))
                _moved[value] = view;
            _placed.Add((input, kernel.Output));
            _parts.Add(new Part(root, kernel.Output, offset, PartAccess.IsContiguous(_program.Values[input].Shape, strides)));
        }
    }

    /// <summary>Why a value cannot have its memory inside of another, whoever writes and reads it; null when it can.</summary>
    private string? WholeObstacle(StepDraft join, int input)
    {
        var (root, owner) = (Views.RootOf(input), OwnerOf(join.Kernel!.Output));
        if (_outputs.Contains(root) || _gradients.Contains(root))
            return "it is a result on its own";
        if (_moved.ContainsKey(root) || join.Kernel.Inputs.Count(other => Views.RootOf(other) == root) > 1)
            return "it is joined twice";
        if (!Views[input].IsDense(_program.Values[input].Shape) || !_program.Values[root].Shape.ElementCount.Equals(_program.Values[input].Shape.ElementCount))
            return "it is a part of another value";
        if (!_gradients.Contains(owner))
            return null;
        // A gradient that is handed out has one writer, or none where it is not asked for, and nothing reads it.
        return _program.ParameterGradients.Any(gradient => gradient.Id == owner) || _access.ProducerOf(root)!.Role != join.Role || _access.IsReadElsewhere(join, root)
            ? "that is a gradient which the caller may not have asked for"
            : null;
    }

    private int OwnerOf(int value) => WholeOf(value) is { } whole ? OwnerOf(whole) : value;
}
