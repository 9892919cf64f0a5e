namespace Workflow.Compiled;

/// <summary>An argument of a pass: numbers, or indices such as classes and tokens.</summary>
public readonly struct PassInput
{
    private readonly Tensor? _numbers;
    private readonly IndexTensor? _indices;

    private PassInput(Tensor? numbers, IndexTensor? indices) => (_numbers, _indices) = (numbers, indices);

    /// <summary>The shape.</summary>
    public Shape Shape => _numbers?.Shape ?? _indices?.Shape ?? throw new InvalidOperationException("an argument is missing");

    /// <summary>Whether the elements are indices.</summary>
    public bool IsIndex => _indices is not null;

    /// <summary>The numbers; empty where there are indices.</summary>
    public ReadOnlySpan<float> Numbers => _numbers is null ? default : _numbers.Span;

    /// <summary>The indices; empty where there are numbers.</summary>
    public ReadOnlySpan<int> Indices => _indices is null ? default : _indices.Span;

    /// <summary>Numbers.</summary>
    public static implicit operator PassInput(Tensor numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new(numbers, null);
    }

    /// <summary>Indices.</summary>
    public static implicit operator PassInput(IndexTensor indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return new(null, indices);
    }
}
