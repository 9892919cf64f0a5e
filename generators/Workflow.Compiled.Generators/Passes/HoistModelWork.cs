using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Moves what depends on the model alone to the front, in its order: a scale made of a weight and running statistics is then ready when a kernel's epilogue needs it.
/// </summary>
internal static class HoistModelWork
{
    public static Program Run(Program program)
    {
        var known = new HashSet<int>(program.Values
            .Where(value => value.Kind is ValueKind.Parameter or ValueKind.Buffer or ValueKind.Constant).Select(value => value.Id));
        var (first, rest) = (new List<Instruction>(), new List<Instruction>());
        foreach (var instruction in program.Instructions)
        {
            var isModels = !instruction.IsBackward && IsPure(instruction.Operation) && instruction.Inputs.All(known.Contains);
            (isModels ? first : rest).Add(instruction);
            if (isModels)
                known.UnionWith(instruction.Outputs);
        }

        return program with { Instructions = first.Concat(rest).ToEquatableArray() };
    }

    /// <summary>Whether an operation gives the same whenever it is computed.</summary>
    private static bool IsPure(Operation operation) => operation is Operation.View or Operation.Pointwise { Site: < 0 };
}
