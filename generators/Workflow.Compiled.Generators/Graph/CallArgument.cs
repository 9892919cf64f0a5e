namespace Workflow.Compiled.Generators.Graphs;

/// <summary>An argument of a method that the user wrote.</summary>
public abstract record CallArgument
{
    /// <summary>A span that is read.</summary>
    public sealed record Read : CallArgument;

    /// <summary>A span that is written.</summary>
    public sealed record Written : CallArgument;

    /// <summary>An empty span: nobody asks for what would be written there.</summary>
    public sealed record Nothing : CallArgument;

    /// <summary>The lengths of a tensor.</summary>
    /// <param name="Shape">Its shape.</param>
    public sealed record Lengths(Shape Shape) : CallArgument;

    /// <summary>A whole number, known or an expression over what the constructor was given.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(Dimension Value) : CallArgument;

    /// <summary>A constant.</summary>
    /// <param name="Text">A C# expression.</param>
    public sealed record Constant(string Text) : CallArgument;

    /// <summary>A readonly member of the module.</summary>
    /// <param name="Access">How the module reaches it.</param>
    public sealed record Member(string Access) : CallArgument;
}
