using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Workflow.Compiled;

/// <summary>Labelled images of one byte per value, kept as bytes; inputs are scaled to [0, 1] and then normalised if wished.</summary>
public sealed class ImageDataset : Dataset
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;
    private readonly int _size;
    private readonly float[] _valueOf;

    /// <summary>Joins images and labels.</summary>
    /// <param name="pixels">The images, one after the other. Not copied.</param>
    /// <param name="labels">A class number for each image. Not copied.</param>
    /// <param name="inputShape">The shape of one image.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="normalization">What is done after scaling to [0, 1]; null for nothing.</param>
    /// <exception cref="ArgumentException">There are not as many pixels as labels and shape need, or a label is out of range; the message names the sample.</exception>
    public ImageDataset(byte[] pixels, byte[] labels, Shape inputShape, int classCount, Normalization? normalization = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(inputShape);
        (_pixels, _labels, _size) = (pixels, labels, inputShape.ElementCount);
        (InputShape, Targets) = (inputShape, TargetKind.Classes(classCount));
        if (pixels.LongLength != (long)labels.Length * _size)
            throw new ArgumentException($"{labels.Length} images of shape {inputShape} have {(long)labels.Length * _size} pixels, not {pixels.Length}", nameof(pixels));
        for (var sample = 0; sample < labels.Length; sample++)
        {
            if (Targets.ProblemOf(labels[sample]) is { } problem)
                throw new ArgumentException($"sample {sample} {problem}", nameof(labels));
        }

        _valueOf = ValueTable(normalization ?? new Normalization(0, 1));
    }

    /// <inheritdoc/>
    public override int Count => _labels.Length;

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override TargetKind Targets { get; }

    /// <inheritdoc/>
    public override void Read(int index, Span<float> input, TargetSlot target)
    {
        target.Class = _labels[index];
        var pixels = _pixels.AsSpan(index * _size, _size);
        input = input[..pixels.Length];
        ref var valueOf = ref MemoryMarshal.GetArrayDataReference(_valueOf);
        for (var i = 0; i < pixels.Length; i++)
            input[i] = Unsafe.Add(ref valueOf, pixels[i]); // a byte always is a place in the table
    }

    // A table gives the very values of the formula, with its divisions, at the price of a load.
    private static float[] ValueTable(Normalization normalization)
    {
        if (normalization.StandardDeviation == 0 || !float.IsFinite(normalization.Mean / normalization.StandardDeviation))
            throw new ArgumentException($"{normalization} does not give finite values", nameof(normalization));
        var table = new float[byte.MaxValue + 1];
        for (var value = 0; value < table.Length; value++)
            table[value] = (value / (float)byte.MaxValue - normalization.Mean) / normalization.StandardDeviation;
        return table;
    }
}
