using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Gives every value that a step reads or writes its place, and every value of the arena its life: from the step that writes it to the last that reads it.</summary>
internal static class PlanMemory
{
    public static Schedule Run(Schedule schedule, Program program)
    {
        var gradients = program.ParameterGradients.ToDictionary(gradient => gradient.Id, gradient => gradient.Of);
        var callers = new HashSet<int>(schedule.Outputs.Select(output => output.Value).Concat(schedule.InputGradients));
        var first = new Dictionary<int, int>();
        var last = new Dictionary<int, int>();
        for (var i = 0; i < schedule.Steps.Count; i++)
        {
            foreach (var value in schedule.Steps[i].Writes)
                first[value] = last[value] = i;
            foreach (var value in schedule.Steps[i].Reads)
                last[value] = i;
        }

        // What has parts lives while any of them does.
        foreach (var part in schedule.Parts.Reverse())
        {
            first[part.Whole] = Math.Min(first[part.Value], first.TryGetValue(part.Whole, out var written) ? written : int.MaxValue);
            last[part.Whole] = Math.Max(last[part.Value], last.TryGetValue(part.Whole, out var read) ? read : -1);
        }

        var storages = last.Keys.OrderBy(value => value).Select(value =>
        {
            var kind = Kind(schedule, gradients, callers, value);
            return new Storage(
                value,
                kind,
                first.TryGetValue(value, out var written) ? written : -1,
                last[value],
                kind == StorageKind.Gradient ? gradients[value] : -1);
        });
        return schedule with { Storages = storages.ToEquatableArray() };
    }

    private static StorageKind Kind(Schedule schedule, Dictionary<int, int> gradients, HashSet<int> callers, int value) => schedule.Values[value].Kind switch
    {
        _ when schedule.PartOf(value) is not null => StorageKind.Part,
        ValueKind.Input or ValueKind.OutputGradient => StorageKind.Caller,
        ValueKind.Parameter or ValueKind.Buffer => StorageKind.Parameter,
        _ when callers.Contains(value) => StorageKind.Caller,
        _ when gradients.ContainsKey(value) => StorageKind.Gradient,
        _ => StorageKind.Arena,
    };
}
