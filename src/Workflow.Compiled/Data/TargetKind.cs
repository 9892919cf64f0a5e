namespace Workflow.Compiled;

/// <summary>What the targets of a dataset are: class numbers, or values of a shape.</summary>
public sealed record TargetKind
{
    private TargetKind(int classCount, Shape? valueShape) => (ClassCount, ValueShape) = (classCount, valueShape);

    /// <summary>The number of classes; 0 when the targets are values.</summary>
    public int ClassCount { get; }

    /// <summary>The shape of the values of one sample; null when the targets are class numbers.</summary>
    public Shape? ValueShape { get; }

    /// <summary>Whether the targets are class numbers.</summary>
    public bool IsClasses => ValueShape is null;

    /// <summary>Targets that are class numbers from 0 on.</summary>
    /// <param name="count">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no classes.</exception>
    public static TargetKind Classes(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new TargetKind(count, null);
    }

    /// <summary>Targets that are values.</summary>
    /// <param name="shape">The shape of the values of one sample.</param>
    public static TargetKind Values(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new TargetKind(0, shape);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueShape is null ? $"{ClassCount} classes" : $"values {ValueShape}";

    /// <summary>What is wrong with a class number, or null.</summary>
    internal string? ProblemOf(int number) => (uint)number < (uint)ClassCount
        ? null
        : $"has class {number}, but there are {ClassCount} classes, 0 to {ClassCount - 1}";
}
