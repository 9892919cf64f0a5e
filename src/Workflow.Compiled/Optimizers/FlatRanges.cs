namespace Workflow.Compiled;

/// <summary>The parts of the flat buffer that some parameters fill.</summary>
internal static class FlatRanges
{
    /// <summary>One range for each run of parameters that touch, in the order of the buffer. The zeros between parameters are in none.</summary>
    public static (int Start, int Length)[] Of(ParameterCollection model, IEnumerable<Parameter> parameters)
    {
        var ranges = new List<(int Start, int Length)>();
        foreach (var (start, length) in parameters.Select(parameter => (model.OffsetOf(parameter), parameter.Shape.ElementCount)).Order())
        {
            if (ranges.Count > 0 && ranges[^1].Start + ranges[^1].Length == start)
                ranges[^1] = (ranges[^1].Start, ranges[^1].Length + length);
            else
                ranges.Add((start, length));
        }

        return [.. ranges];
    }
}
