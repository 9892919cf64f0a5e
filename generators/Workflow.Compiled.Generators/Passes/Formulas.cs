using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The mathematics of a step as a reader would write it: one line for each stored result, with the values in between substituted.</summary>
internal sealed class Formulas(Program program, Views views, StepDraft draft, HashSet<int> stored)
{
    /// <summary>One line a result.</summary>
    public IEnumerable<string> Summary =>
        Instructions
            .Where(instruction => instruction.Outputs.Any(stored.Contains))
            .Select(instruction => $"{Left(instruction)} = {Right(instruction)}");

    private IEnumerable<Instruction> Instructions => draft.Kernel is null ? draft.Body : [draft.Kernel, .. draft.Body];

    private string Left(Instruction instruction) => string.Join(", ", instruction.Outputs.Select(output => program.Values[output].Display));

    private string Right(Instruction instruction)
    {
        var formula = instruction.Formula;
        for (var i = 0; i < instruction.Inputs.Count; i++)
            formula = formula.Replace($"{{{i}}}", Operand(instruction.Inputs[i], formula, $"{{{i}}}"));
        return formula;
    }

    private string Operand(int input, string formula, string placeholder)
    {
        var value = views.RootOf(input);
        var inner = Instructions.FirstOrDefault(instruction => instruction.Outputs.Contains(value));
        if (inner is null || stored.Contains(value))
            return program.Values[value].Kind == ValueKind.Constant
                ? program.Values[value].Number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : program.Values[value].Display;
        var text = Right(inner);
        return text.Contains(' ') && !IsEnclosed(formula, placeholder) ? $"({text})" : text;
    }

    /// <summary>Whether the operand stands alone between brackets or is added, so that it needs no brackets of its own.</summary>
    private static bool IsEnclosed(string formula, string placeholder) =>
        formula.Contains($"({placeholder})") || formula.StartsWith($"{placeholder} + ", StringComparison.Ordinal);
}
