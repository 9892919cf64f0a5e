using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Joins instructions into steps. A pointwise instruction joins the last step that computes one of its operands, where that step runs
/// over the same domain: then all its other operands are ready by then, and its operand is still in a register or in the first cache.
/// </summary>
internal static class Fuse
{
    public static Schedule Run(Program program, FrameSymbols symbols)
    {
        var views = new Views(program);
        var notFused = new List<string>();
        var roles = new Roles(program);
        var drafts = Draft(program, views, roles, notFused);
        var stored = StoredValues(program, drafts, views);
        var writer = new StepWriter(program, views, stored, roles, symbols);
        return new Schedule(
            program.Values,
            drafts.Select(writer.Write).ToEquatableArray(),
            [],
            program.Inputs,
            program.Outputs.Select(output => new Result(views.RootOf(output), program.Values[output].Shape)).ToEquatableArray(),
            program.OutputGradients,
            program.Inputs.Where(input => program.Values[input].Element == ElementType.Float).Select(input => GradientOf(program, input)).ToEquatableArray(),
            notFused.ToEquatableArray());
    }

    private static int GradientOf(Program program, int input) => program.InputGradients.FirstOrDefault(gradient => gradient.Of == input)?.Id ?? -1;

    private static IReadOnlyList<StepDraft> Draft(Program program, Views views, Roles roles, List<string> notFused)
    {
        var drafts = new StepDrafts();
        foreach (var instruction in program.Instructions)
        {
            if (instruction.Operation is Operation.View)
                continue;
            var role = roles.Of(instruction);
            if (instruction.Operation is Operation.Run or Operation.RunBackward or Operation.LibraryCall { ChangesState: true })
            {
                drafts.Add(new StepDraft(instruction, Shape.Of(), role));
                continue;
            }

            var shape = program.Values[instruction.Output].Shape;
            if (instruction.Operation is Operation.Pointwise && drafts.ProducerOf(instruction, views) is { } producer)
            {
                if (producer.Obstacle(instruction, shape, role, program, views) is not { } obstacle)
                {
                    producer.Join(instruction);
                    drafts.Note(instruction, views);
                    continue;
                }

                notFused.Add($"{program.Values[instruction.Output].Display}: {obstacle}");
            }

            if (instruction.Operation is Operation.Reduction reduction)
                AddReduction(program, views, drafts, instruction, reduction, role, notFused);
            else
                drafts.Add(new StepDraft(instruction, shape, role));
        }

        return drafts.All;
    }

    private static void AddReduction(
        Program program, Views views, StepDrafts drafts, Instruction instruction, Operation.Reduction reduction, StepRole role, List<string> notFused)
    {
        var source = program.Values[instruction.Inputs[0]];
        if (RowDomain.Of(reduction, source.Shape) is { } rows && drafts.ProducerOf(instruction, views) is { } producer)
        {
            if (producer.ReductionObstacle(instruction, rows, role, program, views) is not { } obstacle)
            {
                producer.Join(instruction, rows);
                drafts.Note(instruction, views);
                return;
            }

            notFused.Add($"{program.Values[instruction.Output].Display}: {obstacle}");
        }

        drafts.Add(new StepDraft(instruction, source.Shape, role));
    }

    /// <summary>What must reach memory: what another step reads, the output, and the gradients of the parameters.</summary>
    private static HashSet<int> StoredValues(Program program, IReadOnlyList<StepDraft> drafts, Views views)
    {
        var stored = new HashSet<int>(program.ParameterGradients.Concat(program.InputGradients).Select(gradient => gradient.Id)
            .Concat(program.Outputs.Select(views.RootOf)));
        foreach (var draft in drafts)
        {
            var reads = draft.Body.Concat(draft.Kernel is null ? [] : [draft.Kernel]).SelectMany(instruction => instruction.Inputs);
            if (draft.Kernel is { Operation: Operation.Run or Operation.RunBackward or Operation.CustomCall } call)
                stored.UnionWith(call.Outputs);
            stored.UnionWith(reads.Select(views.RootOf).Where(input => !draft.Computes(input)));
        }

        return stored;
    }
}
