using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>How a pass reaches its values in memory.</summary>
internal sealed class Places(Schedule schedule)
{
    /// <summary>The span from which a value is read.</summary>
    public string Read(int value)
    {
        var storage = schedule.StorageOf(value);
        return storage.Kind switch
        {
            StorageKind.Input => "Input",
            StorageKind.OutputGradient => "OutputGradientSpan",
            StorageKind.Parameter => $"_model.{schedule.Values[value].Access}.Span",
            _ => Write(value),
        };
    }

    /// <summary>The span to which a value is written.</summary>
    public string Write(int value)
    {
        var storage = schedule.StorageOf(value);
        return storage.Kind switch
        {
            StorageKind.Output => "Output",
            StorageKind.Gradient => $"Gradient(_model.{schedule.Values[storage.Parameter].Access})",
            StorageKind.Arena => $"Slice({Names.Field(schedule.Values[value].Name)}, {Names.Length(schedule.Values[value].Shape.ElementCount, "Batch")})",
            _ => throw new InvalidOperationException($"{schedule.Values[value].Name} is the caller's and cannot be written"),
        };
    }
}
