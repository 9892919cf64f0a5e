using System.Globalization;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Method names for steps: PascalCase, unique, and none that the frame already uses.</summary>
internal sealed class StepNames(FrameSymbols symbols)
{
    private readonly HashSet<string> _taken = new(symbols.Names.Select(Pascal), StringComparer.Ordinal)
    {
        "Allocate", "Backward", "BackwardInputs", "BackwardParameters", "Bind", "Equals", "Finalize", "Forward", "GetHashCode", "GetType",
        "Gradient", "MemberwiseClone", "NextSite", "OutputLength", "OutputShape", "PredictionFrame", "RandomKey", "ReferenceEquals", "Reserve",
        "Slice", "ToString", "TrainingFrame",
    };

    public string Next(string camelCase)
    {
        var name = Pascal(camelCase);
        var unique = _taken.Contains(name) ? "Compute" + name : name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = name + i.ToString(CultureInfo.InvariantCulture);
        return unique;
    }

    private static string Pascal(string camelCase) => char.ToUpperInvariant(camelCase[0]) + camelCase.Substring(1);
}
