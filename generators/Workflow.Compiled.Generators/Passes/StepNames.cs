using System.Globalization;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Method names for steps: PascalCase, unique, and none that the base class of a pass already uses.</summary>
internal sealed class StepNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal)
    {
        "Allocate", "Backward", "Batch", "CompiledTrainingPass", "CompiledPredictionPass", "DropoutKey", "Equals", "Finalize", "Forward",
        "GetHashCode", "GetType", "Gradient", "Gradients", "Input", "MaxBatch", "MemberwiseClone", "Output", "OutputGradient",
        "OutputGradientSpan", "ReferenceEquals", "Run", "RunBackward", "RunForward", "Slice", "ToString",
    };

    public string Next(string camelCase)
    {
        var name = char.ToUpperInvariant(camelCase[0]) + camelCase.Substring(1);
        var unique = _taken.Contains(name) ? "Compute" + name : name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = name + i.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
