namespace Workflow.Compiled;

/// <summary>What a network should have given: a class number for each sample, or a value for each output.</summary>
public readonly struct Targets : IEquatable<Targets>
{
    private Targets(Tensor? values, IndexTensor? classes) => (Values, Classes) = (values, classes);

    /// <summary>The values, for regression losses; null when these are class numbers.</summary>
    public Tensor? Values { get; }

    /// <summary>The class numbers, for classification losses; null when these are values.</summary>
    public IndexTensor? Classes { get; }

    /// <summary>The shape of what is held.</summary>
    /// <exception cref="InvalidOperationException">Nothing is held.</exception>
    public Shape Shape => Values?.Shape ?? Classes?.Shape ?? throw new InvalidOperationException("these targets hold neither values nor classes");

    /// <summary>Targets that are values.</summary>
    public static implicit operator Targets(Tensor values) => new(values, null);

    /// <summary>Targets that are class numbers.</summary>
    public static implicit operator Targets(IndexTensor classes) => new(null, classes);

    /// <summary>Whether two targets are the same tensor.</summary>
    public static bool operator ==(Targets left, Targets right) => left.Equals(right);

    /// <summary>Whether two targets are different tensors.</summary>
    public static bool operator !=(Targets left, Targets right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Targets other) => ReferenceEquals(Values, other.Values) && ReferenceEquals(Classes, other.Classes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Targets other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Values, Classes);

    /// <inheritdoc/>
    public override string ToString() => Values?.ToString() ?? Classes?.ToString() ?? "no targets";
}
