namespace Workflow.Compiled.Generators.Graphs;

/// <summary>The constants of one operation by the name of the parameter that carries them in the API.</summary>
/// <remarks>The front end also enters parameters that the caller left at their default, so every name that an operator asks for is here.</remarks>
public sealed record Attributes(EquatableArray<NamedAttribute> Items)
{
    /// <summary>No constants.</summary>
    public static readonly Attributes None = new([]);

    /// <summary>Whole numbers by their names.</summary>
    public static Attributes Of(params (string Name, Dimension Value)[] numbers) =>
        new(numbers.Select(number => new NamedAttribute(number.Name, new AttributeValue.Whole(number.Value))).ToEquatableArray());

    /// <summary>Whether a constant of that name is known.</summary>
    public bool Has(string name) => Items.Any(item => item.Name == name);

    /// <summary>A whole number or an expression over constructor parameters.</summary>
    public Dimension Dimension(string name) => ((AttributeValue.Whole)Find(name)).Value;

    /// <summary>A whole number that is known while compiling.</summary>
    public int Int(string name) => (int)Dimension(name).ConstantValue;

    /// <summary>Several dimensions; a single one counts as a list of one.</summary>
    public EquatableArray<Dimension> Dimensions(string name) =>
        Find(name) is AttributeValue.Whole one ? [one.Value] : ((AttributeValue.List)Find(name)).Values;

    /// <summary>Several whole numbers that are known while compiling.</summary>
    public IReadOnlyList<int> Ints(string name) => [.. Dimensions(name).Select(value => (int)value.ConstantValue)];

    /// <summary>A real number; a whole one counts as real.</summary>
    public float Real(string name) => Find(name) switch
    {
        AttributeValue.Real real => (float)real.Value,
        AttributeValue.Whole whole => whole.Value.ConstantValue,
        AttributeValue.Given given => throw new NotConstantException(given.Definition),
        var other => throw new InvalidOperationException($"attribute {name} is a {other.GetType().Name}, not a number"),
    };

    /// <summary>A real number; NaN for one that is known only when the model is made.</summary>
    public float RealOrNaN(string name) => Find(name) is AttributeValue.Given or AttributeValue.Whole { Value.IsConstant: false } ? float.NaN : Real(name);

    /// <summary>Several real numbers in double precision; a single one counts as a list of one.</summary>
    public IReadOnlyList<double> Reals(string name) => Find(name) switch
    {
        AttributeValue.Reals reals => reals.Values,
        AttributeValue.Real real => [real.Value],
        _ => [Real(name)],
    };

    /// <summary>True or false.</summary>
    public bool Flag(string name) => ((AttributeValue.Flag)Find(name)).Value;

    /// <summary>Whether a constant of that name is known and a member of an enum.</summary>
    public bool IsChoice(string name) => Has(name) && Find(name) is AttributeValue.Choice;

    /// <summary>The name of an enum member.</summary>
    public string Choice(string name) => ((AttributeValue.Choice)Find(name)).Member;

    private AttributeValue Find(string name) =>
        Items.FirstOrDefault(item => item.Name == name)?.Value ?? throw new InvalidOperationException($"there is no attribute {name}");
}
