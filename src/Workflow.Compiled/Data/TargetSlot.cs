namespace Workflow.Compiled;

/// <summary>Where a dataset writes the target of a sample: a class number or values, whichever its <see cref="TargetKind"/> says.</summary>
public readonly ref struct TargetSlot
{
    private readonly Span<int> _class;
    private readonly Span<float> _values;

    /// <summary>A place for a class number.</summary>
    /// <param name="number">Takes the class number.</param>
    public TargetSlot(ref int number) => _class = new Span<int>(ref number);

    /// <summary>A place for values.</summary>
    /// <param name="values">Takes the values.</param>
    public TargetSlot(Span<float> values) => _values = values;

    /// <summary>Takes the class number of the sample.</summary>
    /// <exception cref="InvalidOperationException">The targets of the dataset are values.</exception>
    public int Class
    {
        set
        {
            if (_class.IsEmpty)
                throw new InvalidOperationException("the targets of this dataset are values: write to Values");
            _class[0] = value;
        }
    }

    /// <summary>Takes the values of the sample.</summary>
    /// <exception cref="InvalidOperationException">The targets of the dataset are class numbers.</exception>
    public Span<float> Values => _class.IsEmpty
        ? _values
        : throw new InvalidOperationException("the targets of this dataset are class numbers: set Class");
}
