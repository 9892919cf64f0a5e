using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// The mathematics of a step as a reader would write it: one line for each stored result, with the values in between substituted, or on lines of their own
/// where that is shorter.
/// </summary>
internal sealed class Formulas(Program program, PartPlaces places, StepDraft draft, HashSet<int> stored)
{
    // How many letters the text of a value in between may add to the lines that mention it.
    private const int MostSubstituted = 120;

    private readonly Dictionary<int, string> _substituted = [];

    /// <summary>The lines, in the order in which they are computed.</summary>
    public IEnumerable<string> Summary
    {
        get
        {
            var instructions = draft.Instructions.ToArray();
            var uses = instructions.SelectMany(instruction => instruction.Inputs).GroupBy(places.Views.RootOf).ToDictionary(group => group.Key, group => group.Count());
            var further = Array.Empty<int>();
            foreach (var instruction in instructions)
            {
                var formula = Right(instruction);
                if (instruction.Outputs.Count == 0)
                {
                    yield return formula;
                }
                else if (!draft.Gives(instruction.Output, stored) && uses.TryGetValue(instruction.Output, out var count) && formula.Length * count <= MostSubstituted)
                {
                    // What else it gives is named beside the result that is made of it.
                    _substituted[instruction.Output] = formula;
                    further = [.. instruction.Results.Skip(1).Where(stored.Contains)];
                }
                else
                {
                    yield return $"{Left(instruction, further)} = {formula}";
                    further = [];
                }
            }
        }
    }

    /// <summary>What an instruction gives; of several values those that are of use. What is a part of another value is written there.</summary>
    private string Left(Instruction instruction, int[] further)
    {
        var results = instruction.Results.Where(stored.Contains).DefaultIfEmpty(instruction.Output).Concat(further);
        return string.Join(", ", results.Select(output => program.Values[output].Display + (places.WholeOf(output) is { } whole ? $" (in {program.Values[whole].Display})" : "")));
    }

    private string Right(Instruction instruction)
    {
        var formula = instruction.Formula;
        for (var i = 0; i < instruction.Inputs.Count; i++)
            formula = formula.Replace($"{{{i}}}", Operand(instruction.Inputs[i], formula, $"{{{i}}}"));
        return formula;
    }

    private string Operand(int input, string formula, string placeholder)
    {
        var value = program.Values[places.Views.RootOf(input)];
        if (!_substituted.TryGetValue(value.Id, out var text))
            return value.Kind == ValueKind.Constant ? value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : value.Display;
        return text.Contains(' ') && !IsEnclosed(formula, placeholder) ? $"({text})" : text;
    }

    /// <summary>Whether the operand stands alone between brackets or is added, so that it needs no brackets of its own.</summary>
    private static bool IsEnclosed(string formula, string placeholder) =>
        formula.Contains($"({placeholder})") || formula.StartsWith($"{placeholder} + ", StringComparison.Ordinal);
}
