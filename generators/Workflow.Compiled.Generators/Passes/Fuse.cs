using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Joins instructions into steps, as <see cref="FusionRule"/> says, lets steps compute again what <see cref="Recomputation"/> chooses, and write the parts of joined values in their places (<see cref="PartPlaces"/>).</summary>
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
        var places = new PartPlaces(program, views, drafts);
        var writer = new StepWriter(program, places, drafts.Stored, roles, symbols);
        return new Schedule(
            program.Values,
            drafts.Steps.Where(step => !places.IsWritten(step)).Select(writer.Write).ToEquatableArray(),
            places.Parts.ToEquatableArray(),
            [],
            [],
            program.Inputs,
            program.Outputs.Select(output => new Result(views.RootOf(output), program.Values[output].Shape)).ToEquatableArray(),
            program.OutputGradients,
            program.Inputs.Where(input => program.Values[input].Element == ElementType.Float).Select(input => GradientOf(program, input)).ToEquatableArray(),
            drafts.NotFused.Concat(places.Copied).ToEquatableArray(),
            again.Notes.ToEquatableArray());
    }

    private static int GradientOf(Program program, int input) => program.InputGradients.FirstOrDefault(gradient => gradient.Of == input)?.Id ?? -1;
}
