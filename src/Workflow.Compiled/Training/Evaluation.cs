using System.Collections.ObjectModel;
using System.Globalization;

namespace Workflow.Compiled;

/// <summary>How well a model does on some samples.</summary>
/// <param name="Loss">The mean loss of a sample.</param>
/// <param name="Metrics">The other figures by name, for example <c>accuracy</c>.</param>
/// <param name="Samples">The number of samples.</param>
public sealed record Evaluation(double Loss, ReadOnlyDictionary<string, double> Metrics, int Samples)
{
    /// <summary>One line: loss and metrics with four digits.</summary>
    public override string ToString() => string.Join(
        ", ",
        Metrics.Select(metric => Figure(metric.Key, metric.Value)).Prepend(Figure("loss", Loss)));

    private static string Figure(string name, double value) => $"{name} {value.ToString("F4", CultureInfo.InvariantCulture)}";
}
