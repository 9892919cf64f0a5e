using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Method names for steps: PascalCase, unique, and none that the frame already uses.</summary>
internal sealed class StepNames(FrameSymbols symbols)
{
    private readonly UniqueNames _names = new(
    [
        .. symbols.Names.Select(Pascal),
        "Allocate", "Backward", "BackwardInputs", "BackwardParameters", "Bind", "Equals", "Finalize", "Forward", "GetHashCode", "GetType",
        "Gradient", "MemberwiseClone", "NextSite", "OutputLength", "OutputShape", "PredictionFrame", "RandomKey", "ReferenceEquals", "Reserve",
        "Slice", "ToString", "TrainingFrame",
    ]);

    public string Next(string camelCase)
    {
        var name = Pascal(camelCase);
        return _names.Has(name) && !_names.Has("Compute" + name) ? _names.Next("Compute" + name) : _names.Next(name);
    }

    private static string Pascal(string camelCase) => char.ToUpperInvariant(camelCase[0]) + camelCase.Substring(1);
}
