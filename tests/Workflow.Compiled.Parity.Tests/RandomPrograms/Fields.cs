namespace Workflow.Compiled.Parity.Tests;

/// <summary>Declarations of fields.</summary>
internal static class Fields
{
    /// <summary>A parameter.</summary>
    public static string Parameter(Leaf leaf, IEnumerable<Length> shape) =>
        $"private readonly Parameter _{leaf.Name} = new([{string.Join(", ", shape)}], Initializer.Ones);";

    /// <summary>A layer or a module.</summary>
    public static string Module(string type, string name, string arguments) => $"private readonly {type} _{name} = new({arguments});";
}
