using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Joins instructions into steps, as <see cref="FusionRule"/> says, and lets steps compute again what <see cref="Recomputation"/> chooses.</summary>
internal static class Fuse
{
    public static Schedule Run(Program program, FrameSymbols symbols)
    {
        var views = new Views(program);
        var roles = new Roles(program);
        var drafts = new Drafts(program, views, roles, new Dictionary<Instruction, List<Instruction>>());
        var again = new Recomputation(program, views, drafts);
        if (again.OfReader.Count > 0)
            drafts = new Drafts(program, views, roles, again.OfReader);
        var writer = new StepWriter(program, views, drafts.Stored, roles, symbols);
        return new Schedule(
            program.Values,
            drafts.Steps.Select(writer.Write).ToEquatableArray(),
            [],
            [],
            program.Inputs,
            program.Outputs.Select(output => new Result(views.RootOf(output), program.Values[output].Shape)).ToEquatableArray(),
            program.OutputGradients,
            program.Inputs.Where(input => program.Values[input].Element == ElementType.Float).Select(input => GradientOf(program, input)).ToEquatableArray(),
            drafts.NotFused.ToEquatableArray(),
            again.Notes.ToEquatableArray());
    }

    private static int GradientOf(Program program, int input) => program.InputGradients.FirstOrDefault(gradient => gradient.Of == input)?.Id ?? -1;
}
