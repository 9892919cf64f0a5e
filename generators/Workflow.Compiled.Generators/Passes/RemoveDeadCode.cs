using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Drops every instruction whose result nothing uses.</summary>
internal static class RemoveDeadCode
{
    public static Program Run(Program program)
    {
        var live = new HashSet<int>(program.ParameterGradients.Concat(program.InputGradients).Select(gradient => gradient.Id).Concat(program.Outputs));
        var kept = new List<Instruction>();
        foreach (var instruction in program.Instructions.Reverse())
        {
            // Frames are run for the gradients of their parameters too, which are no values here, and state is changed for later passes.
            if (instruction.Operation is not (Operation.RunBackward or Operation.LibraryCall { ChangesState: true }) && !instruction.Outputs.Any(live.Contains))
                continue;
            live.UnionWith(instruction.Inputs);
            kept.Add(instruction);
        }

        kept.Reverse();
        return program with { Instructions = kept.ToEquatableArray() };
    }
}
