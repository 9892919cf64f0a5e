namespace Workflow.Compiled;

/// <summary>Samples that lie in memory.</summary>
public sealed class ArrayDataset : Dataset
{
    private readonly Tensor _inputs;
    private readonly Targets _targets;
    private readonly int _inputSize;
    private readonly int _targetSize;

    /// <summary>Samples with class numbers.</summary>
    /// <param name="inputs">The inputs; the first axis numbers the samples. Not copied.</param>
    /// <param name="classes">A class number for each sample. Not copied.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="allowNonFinite">Whether inputs may be NaN or infinite.</param>
    /// <exception cref="ArgumentException">
    /// The numbers of inputs and targets differ, or a class number is out of range, or an input is not finite; the message names the sample.
    /// </exception>
    public ArrayDataset(Tensor inputs, IndexTensor classes, int classCount, bool allowNonFinite = false)
        : this(inputs, classes, TargetKind.Classes(classCount), allowNonFinite)
    {
        if (classes.Shape.Rank != 1)
            throw new ArgumentException($"class numbers have shape [samples], not {classes.Shape}", nameof(classes));
        for (var sample = 0; sample < Count; sample++)
        {
            if (Targets.ProblemOf(classes.Span[sample]) is { } problem)
                throw new ArgumentException($"sample {sample} {problem}", nameof(classes));
        }
    }

    /// <summary>Samples with values to predict.</summary>
    /// <param name="inputs">The inputs; the first axis numbers the samples. Not copied.</param>
    /// <param name="values">The target values; the first axis numbers the samples. Not copied.</param>
    /// <param name="allowNonFinite">Whether inputs and targets may be NaN or infinite.</param>
    /// <exception cref="ArgumentException">
    /// The numbers of inputs and targets differ, or a value is not finite; the message names the sample and the column.
    /// </exception>
    public ArrayDataset(Tensor inputs, Tensor values, bool allowNonFinite = false)
        : this(inputs, values, TargetKind.Values(SampleShape(values, nameof(values))), allowNonFinite)
    {
        if (!allowNonFinite)
            RequireFinite(values, _targetSize, "target", nameof(values));
    }

    private ArrayDataset(Tensor inputs, Targets targets, TargetKind kind, bool allowNonFinite)
    {
        InputShape = SampleShape(inputs, nameof(inputs));
        Count = inputs.Shape[0];
        if (targets.Shape.Rank == 0 || targets.Shape[0] != Count)
            throw new ArgumentException($"inputs {inputs.Shape} and targets {targets.Shape} must have the same number of samples", nameof(targets));
        (_inputs, _targets, Targets) = (inputs, targets, kind);
        _inputSize = InputShape.ElementCount;
        _targetSize = kind.ValueShape?.ElementCount ?? 1;
        if (!allowNonFinite)
            RequireFinite(inputs, _inputSize, "input", nameof(inputs));
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override TargetKind Targets { get; }

    /// <inheritdoc/>
    public override void Read(int index, Span<float> input, TargetSlot target)
    {
        _inputs.Span.Slice(index * _inputSize, _inputSize).CopyTo(input);
        if (_targets.Classes is { } classes)
            target.Class = classes.Span[index];
        else
            _targets.Values!.Span.Slice(index * _targetSize, _targetSize).CopyTo(target.Values);
    }

    private static Shape SampleShape(Tensor tensor, string argument)
    {
        ArgumentNullException.ThrowIfNull(tensor, argument);
        return tensor.Shape.Rank > 0
            ? new Shape(tensor.Shape.Lengths[1..])
            : throw new ArgumentException("a dataset needs an axis that numbers its samples, but this is a single number", argument);
    }

    private static void RequireFinite(Tensor tensor, int sampleSize, string what, string argument)
    {
        if (NonFinite.IndexOf(tensor.Span) is var index and >= 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{what} {index % sampleSize} of sample {index / sampleSize} is {tensor.Span[index]}; allow it with allowNonFinite"),
                argument);
        }
    }
}
