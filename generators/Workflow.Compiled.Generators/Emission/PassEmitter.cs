using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints a pass as a class nested in the module: its memory, the order of its steps, and the steps.</summary>
internal sealed class PassEmitter(string module, RegionEmitter regions)
{
    public void WriteTraining(SourceWriter writer, Schedule schedule)
    {
        using var _ = writer.Block("private sealed class CompiledTrainingPass : Runtime::TrainingPass");
        WriteMemory(writer, schedule, "CompiledTrainingPass");
        WriteOrder(writer, "protected override void RunForward()", schedule.Steps.Where(step => !step.IsBackward));
        writer.Line();
        WriteOrder(writer, "protected override void RunBackward()", schedule.Steps.Where(step => step.IsBackward));
        WriteSteps(writer, schedule);
    }

    public void WritePrediction(SourceWriter writer, Schedule schedule)
    {
        using var _ = writer.Block("private sealed class CompiledPredictionPass : Runtime::PredictionPass");
        WriteMemory(writer, schedule, "CompiledPredictionPass");
        WriteOrder(writer, "protected override void Run()", schedule.Steps);
        WriteSteps(writer, schedule);
    }

    private void WriteMemory(SourceWriter writer, Schedule schedule, string type)
    {
        var slots = schedule.Storages.Where(storage => storage.Kind == StorageKind.Arena).ToArray();
        writer.Line($"private readonly {module} _model;");
        foreach (var slot in slots)
            writer.Line($"private readonly Runtime::ArenaSlot {Field(slot)};");
        writer.Line();
        var input = schedule.Values[schedule.Input];
        writer.Line($"public {type}({module} model, int maxBatch)");
        using (writer.Indent())
            writer.Line($": base(model, maxBatch, {Names.SampleShape(input.Shape)}, {Names.SampleShape(schedule.OutputShape)}, \"{input.Name}\")");
        writer.Line("{");
        using (writer.Indent())
        {
            writer.Line("_model = model;");
            writer.Line("var plan = new Runtime::ArenaPlan();");
            foreach (var slot in slots)
            {
                var length = Names.Length(schedule.Values[slot.Value].Shape.ElementCount, "maxBatch");
                writer.Line($"{Field(slot)} = plan.Reserve({length}, first: {slot.First}, last: {slot.Last});");
            }

            writer.Line("Allocate(plan);");
        }

        writer.Line("}");
        writer.Line();

        string Field(Storage slot) => Names.Field(schedule.Values[slot.Value].Name);
    }

    private static void WriteOrder(SourceWriter writer, string method, IEnumerable<Step> steps)
    {
        using var _ = writer.Block(method);
        foreach (var step in steps)
            writer.Line($"{step.Name}();");
    }

    private void WriteSteps(SourceWriter writer, Schedule schedule)
    {
        var emitter = new StepEmitter(schedule, regions);
        foreach (var step in schedule.Steps)
        {
            writer.Line();
            emitter.Write(writer, step);
        }
    }
}
