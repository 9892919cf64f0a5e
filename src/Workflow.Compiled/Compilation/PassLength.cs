using System.Globalization;

namespace Workflow.Compiled;

/// <summary>A length in the shape of an input: a number, or the name of what varies.</summary>
/// <param name="Name">The name; empty for a number.</param>
/// <param name="Number">The number; 0 for a name.</param>
public readonly record struct PassLength(string Name, int Number)
{
    /// <summary>Whether the length differs from input to input.</summary>
    public bool Varies => Name.Length > 0;

    /// <summary>A length that varies.</summary>
    public static implicit operator PassLength(string name) => new(name, 0);

    /// <summary>A length that is known.</summary>
    public static implicit operator PassLength(int number) => new("", number);

    /// <inheritdoc/>
    public override string ToString() => Varies ? Name : Number.ToString(CultureInfo.InvariantCulture);
}
