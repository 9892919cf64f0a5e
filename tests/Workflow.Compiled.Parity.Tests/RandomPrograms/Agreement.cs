namespace Workflow.Compiled.Parity.Tests;

/// <summary>Whether two results of a program are the same, up to the rounding of its sums.</summary>
internal static class Agreement
{
    /// <summary>The first difference in words; null where there is none.</summary>
    /// <param name="what">What is compared with the expected result.</param>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What was found.</param>
    /// <param name="terms">The terms of all sums.</param>
    public static string? Difference(string what, ProgramResult expected, ProgramResult actual, int terms)
    {
        foreach (var (i, (wanted, found)) in expected.Outputs.Zip(actual.Outputs).Index())
        {
            if (Difference($"{what}: output {i}", wanted, found, terms) is { } difference)
                return difference;
        }

        foreach (var (name, wanted) in expected.Gradients)
        {
            if (!actual.Gradients.TryGetValue(name, out var found))
                return $"{what}: there is no parameter {name}";
            if (Difference($"{what}: gradient of {name}", wanted, found, terms) is { } difference)
                return difference;
        }

        return null;
    }

    /// <summary>The first difference of two tensors in words; null where there is none.</summary>
    public static string? Difference(string what, float[] expected, float[] actual, int terms)
    {
        // A gradient is itself a sum: what it is made of is as large as its largest element.
        var scale = Math.Max(1, expected.Select(Math.Abs).DefaultIfEmpty().Max());
        try
        {
            Parity.Require(what, [.. expected.Select(value => value / scale)], [.. actual.Select(value => value / scale)], terms);
            return null;
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            return exception.Message;
        }
    }
}
