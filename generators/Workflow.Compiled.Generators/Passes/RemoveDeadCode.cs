using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Drops every instruction whose result nothing uses.</summary>
internal static class RemoveDeadCode
{
    public static Program Run(Program program)
    {
        var live = new HashSet<int>(program.Gradients.Select(gradient => gradient.Gradient)) { program.Output };
        var kept = new List<Instruction>();
        foreach (var instruction in program.Instructions.Reverse())
        {
            if (!live.Contains(instruction.Output))
                continue;
            live.UnionWith(instruction.Inputs);
            kept.Add(instruction);
        }

        kept.Reverse();
        return program with { Instructions = kept.ToEquatableArray() };
    }
}
