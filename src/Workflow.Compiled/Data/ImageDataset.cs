using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Workflow.Compiled;

/// <summary>Labelled images of one byte per value, kept as bytes; inputs are scaled to [0, 1] and then normalised if wished.</summary>
public sealed class ImageDataset : Dataset
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;
    private readonly int _size;
    private readonly float[][] _valuesOf; // of each channel

    /// <summary>Joins images and labels.</summary>
    /// <param name="pixels">The images, one after the other. Not copied.</param>
    /// <param name="labels">A class number for each image. Not copied.</param>
    /// <param name="inputShape">The shape of one image.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="normalization">What is done after scaling to [0, 1]; null for nothing.</param>
    /// <exception cref="ArgumentException">There are not as many pixels as labels and shape need, or a label is out of range; the message names the sample.</exception>
    public ImageDataset(byte[] pixels, byte[] labels, Shape inputShape, int classCount, Normalization? normalization = null)
        : this(pixels, labels, inputShape, classCount, [ValueTable(normalization ?? new Normalization(0, 1))])
    {
    }

    /// <summary>Joins images and labels; each channel has a normalisation of its own.</summary>
    /// <param name="pixels">The images, one after the other. Not copied.</param>
    /// <param name="labels">A class number for each image. Not copied.</param>
    /// <param name="inputShape">The shape of one image; the first axis is that of the channels.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="normalizations">What is done with each channel after scaling to [0, 1].</param>
    /// <exception cref="ArgumentException">
    /// There are not as many normalisations as channels, or pixels as labels and shape need, or a label is out of range; the message names the sample.
    /// </exception>
    public ImageDataset(byte[] pixels, byte[] labels, Shape inputShape, int classCount, IReadOnlyList<Normalization> normalizations)
        : this(pixels, labels, inputShape, classCount, ValueTables(inputShape, normalizations))
    {
    }

    private ImageDataset(byte[] pixels, byte[] labels, Shape inputShape, int classCount, float[][] valuesOf)
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

        _valuesOf = valuesOf;
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
        var channel = _size / _valuesOf.Length;
        for (var number = 0; number < _valuesOf.Length; number++)
            Read(pixels.Slice(number * channel, channel), _valuesOf[number], input.Slice(number * channel, channel));
    }

    private static void Read(ReadOnlySpan<byte> pixels, float[] valueOf, Span<float> input)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(valueOf);
        for (var i = 0; i < pixels.Length; i++)
            input[i] = Unsafe.Add(ref first, pixels[i]); // a byte always is a place in the table
    }

    private static float[][] ValueTables(Shape inputShape, IReadOnlyList<Normalization> normalizations)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        ArgumentNullException.ThrowIfNull(normalizations);
        if (inputShape.Rank == 0 || inputShape[0] != normalizations.Count)
            throw new ArgumentException($"images of shape {inputShape} need a normalisation for each channel, not {normalizations.Count}", nameof(normalizations));
        return [.. normalizations.Select(ValueTable)];
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
