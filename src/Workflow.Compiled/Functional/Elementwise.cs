namespace Workflow.Compiled;

/// <summary>Applies a function of a number to each element.</summary>
internal static class Elementwise
{
    public static Tensor Map(Tensor input, Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(input);
        var result = new Tensor(input.Shape);
        for (var i = 0; i < input.Shape.ElementCount; i++)
            result.Span[i] = (float)function(input.Span[i]);
        return result;
    }
}
