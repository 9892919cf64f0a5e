namespace Workflow.Compiled.Generators.Graphs;

/// <summary>A constant that an operator was given. Whole numbers are dimensions, so that a constructor parameter can stand where a number can.</summary>
public abstract record AttributeValue
{
    /// <summary>A whole number, or an expression over constructor parameters.</summary>
    public sealed record Whole(Dimension Value) : AttributeValue;

    /// <summary>Several whole numbers: axes, a shape.</summary>
    public sealed record List(EquatableArray<Dimension> Values) : AttributeValue;

    /// <summary>A real number.</summary>
    public sealed record Real(double Value) : AttributeValue;

    /// <summary>Several real numbers: a factor for each axis.</summary>
    public sealed record Reals(EquatableArray<double> Values) : AttributeValue;

    /// <summary>A real number that is known when the model is made.</summary>
    /// <param name="Definition">The number as C# over <c>model</c>.</param>
    public sealed record Given(string Definition) : AttributeValue;

    /// <summary>True or false.</summary>
    public sealed record Flag(bool Value) : AttributeValue;

    /// <summary>The name of an enum member.</summary>
    public sealed record Choice(string Member) : AttributeValue;
}

/// <summary>A constant and its name.</summary>
public sealed record NamedAttribute(string Name, AttributeValue Value);
