using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Joins instructions into steps. A pointwise instruction joins the last step that computes one of its operands, where that step runs
/// over the same domain: then all its other operands are ready by then, and its operand is still in a register or in the first cache.
/// </summary>
internal static class Fuse
{
    public static Schedule Run(Program program)
    {
        var roots = Aliases.Roots(program);
        var notFused = new List<string>();
        var drafts = Draft(program, roots, notFused);
        var stored = StoredValues(program, drafts, roots);
        var writer = new StepWriter(program, roots, stored);
        return new Schedule(
            program.Values,
            drafts.Select(writer.Write).ToEquatableArray(),
            [],
            program.Input,
            roots[program.Output],
            program.Values[program.Output].Shape,
            notFused.ToEquatableArray());
    }

    private static List<StepDraft> Draft(Program program, int[] roots, List<string> notFused)
    {
        var drafts = new List<StepDraft>();
        foreach (var instruction in program.Instructions)
        {
            if (instruction.Operation is Operation.Alias)
                continue;
            var shape = program.Values[instruction.Output].Shape;
            if (instruction.Operation is Operation.Pointwise && Producer(drafts, instruction, roots) is { } producer)
            {
                if (producer.Obstacle(instruction, shape, roots) is not { } obstacle)
                {
                    producer.Join(instruction);
                    continue;
                }

                notFused.Add($"{program.Values[instruction.Output].Display}: {obstacle}");
            }

            drafts.Add(new StepDraft(instruction, shape));
        }

        return drafts;
    }

    private static StepDraft? Producer(List<StepDraft> drafts, Instruction instruction, int[] roots) =>
        drafts.LastOrDefault(draft => instruction.Inputs.Any(input => draft.Computes(roots[input])));

    /// <summary>What must reach memory: what another step reads, the output, and the gradients of the parameters.</summary>
    private static HashSet<int> StoredValues(Program program, List<StepDraft> drafts, int[] roots)
    {
        var stored = new HashSet<int>(program.Gradients.Select(gradient => gradient.Gradient)) { roots[program.Output] };
        foreach (var draft in drafts)
        {
            var reads = draft.Pointwise.Concat(draft.Kernel is null ? [] : [draft.Kernel]).SelectMany(instruction => instruction.Inputs);
            stored.UnionWith(reads.Select(input => roots[input]).Where(input => !draft.Computes(input)));
        }

        return stored;
    }
}
