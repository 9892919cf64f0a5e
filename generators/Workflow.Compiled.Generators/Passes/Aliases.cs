using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Which value's memory a value uses.</summary>
internal static class Aliases
{
    /// <summary>The value behind all reshapes of a value.</summary>
    public static Value Root(IReadOnlyList<Instruction> instructions, IReadOnlyList<Value> values, int value)
    {
        for (var i = instructions.Count - 1; i >= 0; i--)
        {
            if (instructions[i].Operation is Operation.Alias && instructions[i].Output == value)
                value = instructions[i].Inputs[0];
        }

        return values[value];
    }

    /// <summary>For every value, the id of the value behind all its reshapes.</summary>
    public static int[] Roots(Program program)
    {
        var roots = Enumerable.Range(0, program.Values.Count).ToArray();
        foreach (var instruction in program.Instructions)
        {
            if (instruction.Operation is Operation.Alias)
                roots[instruction.Output] = roots[instruction.Inputs[0]];
        }

        return roots;
    }
}
