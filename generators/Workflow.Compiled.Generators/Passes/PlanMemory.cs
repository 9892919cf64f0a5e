using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Gives every value that a step reads or writes its place, and every value of the arena its life: from the step that writes it to the last that reads it.</summary>
internal static class PlanMemory
{
    public static Schedule Run(Schedule schedule, Program program)
    {
        var gradients = program.Gradients.ToDictionary(gradient => gradient.Gradient, gradient => gradient.Parameter);
        var first = new Dictionary<int, int>();
        var last = new Dictionary<int, int>();
        for (var i = 0; i < schedule.Steps.Count; i++)
        {
            foreach (var value in schedule.Steps[i].Writes)
                first[value] = last[value] = i;
            foreach (var value in schedule.Steps[i].Reads)
                last[value] = i;
        }

        var storages = last.Keys.OrderBy(value => value).Select(value =>
        {
            var kind = Kind(schedule, gradients, value);
            return new Storage(
                value,
                kind,
                first.TryGetValue(value, out var written) ? written : -1,
                last[value],
                kind == StorageKind.Gradient ? gradients[value] : -1);
        });
        return schedule with { Storages = storages.ToEquatableArray() };
    }

    private static StorageKind Kind(Schedule schedule, Dictionary<int, int> gradients, int value) => schedule.Values[value].Kind switch
    {
        ValueKind.Input => StorageKind.Input,
        ValueKind.Parameter => StorageKind.Parameter,
        ValueKind.OutputGradient => StorageKind.OutputGradient,
        _ when value == schedule.Output => StorageKind.Output,
        _ when gradients.ContainsKey(value) => StorageKind.Gradient,
        _ => StorageKind.Arena,
    };
}
