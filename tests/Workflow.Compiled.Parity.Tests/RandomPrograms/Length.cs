using System.Globalization;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>The length of an axis in a random program.</summary>
/// <param name="Text">How the program names it: a number, an expression over constructor parameters, or the symbol of an input's shape. Equal texts are equal lengths.</param>
/// <param name="Value">What it is in this run.</param>
/// <param name="IsWritable">Whether code can mention it; a symbol occurs in shapes only.</param>
internal readonly record struct Length(string Text, int Value, bool IsWritable)
{
    /// <summary>A number.</summary>
    public static Length Of(int value) => new(value.ToString(CultureInfo.InvariantCulture), value, IsWritable: true);

    /// <summary>A constructor parameter.</summary>
    public static Length Given(string name, int value) => new(name, value, IsWritable: true);

    /// <summary>A symbol of an input's shape.</summary>
    public static Length Symbol(string name, int value) => new(name, value, IsWritable: false);

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => char.IsDigit(Text[0]) && Text.All(char.IsDigit);

    /// <summary>Whether it is a name alone.</summary>
    public bool IsName => Text.All(char.IsLetter);

    /// <summary>Whether a shape that is declared can name it: what is computed from a symbol cannot be told from the length itself.</summary>
    public bool IsDeclarable => IsWritable || char.IsLetter(Text[0]);

    /// <summary>The product of lengths.</summary>
    public static Length Product(IReadOnlyList<Length> lengths) => lengths.Count switch
    {
        0 => Of(1),
        1 => lengths[0],
        _ => Combine(lengths, " * ", (a, b) => a * b),
    };

    /// <summary>The sum of lengths.</summary>
    public static Length Sum(IReadOnlyList<Length> lengths) => Combine(lengths, " + ", (a, b) => a + b);

    private static Length Combine(IReadOnlyList<Length> lengths, string sign, Func<int, int, int> combine)
    {
        var value = lengths.Select(length => length.Value).Aggregate(combine);
        return lengths.All(length => length.IsNumber)
            ? Of(value)
            : new($"({string.Join(sign, lengths)})", value, lengths.All(length => length.IsWritable));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
