namespace Workflow.Compiled;

/// <summary>What goes into a pass, and the words in which a wrong input is refused.</summary>
internal sealed class PassSignature
{
    private readonly PassInputShape[] _inputs;
    private readonly string[] _names;
    private readonly int? _sampleSize;

    /// <summary>Numbers the lengths that vary in the order in which they are first mentioned.</summary>
    public PassSignature(PassInputShape[] inputs)
    {
        _inputs = inputs;
        if (inputs is [{ IsIndex: false, Lengths: [{ Varies: true }, ..] lengths }] && lengths.Skip(1).All(length => !length.Varies))
            _sampleSize = lengths.Skip(1).Aggregate(1, (product, length) => product * length.Number);
        _names = [.. inputs.SelectMany(input => input.Lengths).Where(length => length.Varies).Select(length => length.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The number of lengths that vary.</summary>
    public int LengthCount => _names.Length;

    /// <summary>The inputs as a list for messages.</summary>
    public string Names => string.Join(", ", _inputs.Select(input => input.Name));

    /// <summary>Whether an input has samples: its first length is the batch.</summary>
    public bool HasSamples(int input) => _inputs[input].Lengths is [{ Varies: true } first, ..] && first.Name == _names[0];

    /// <summary>Finds the lengths that vary.</summary>
    /// <param name="inputs">The arguments.</param>
    /// <param name="lengths">Takes the lengths.</param>
    /// <exception cref="ArgumentException">An argument does not have the shape that it must have, or no elements.</exception>
    public void Bind(ReadOnlySpan<PassInput> inputs, Span<int> lengths)
    {
        if (inputs.Length != _inputs.Length)
            throw new ArgumentException($"Forward takes {_inputs.Length} inputs ({Names}), but {inputs.Length} are given");
        lengths.Clear();
        for (var i = 0; i < inputs.Length; i++)
            Bind(_inputs[i], inputs[i], lengths);
    }

    /// <summary>Memory for the images among the inputs; null for every other.</summary>
    public BorderImages?[] MakeImages() => [.. _inputs.Select(input => input.IsImages ? new BorderImages() : null)];

    /// <summary>Makes room for the images among the inputs.</summary>
    /// <param name="images">What <see cref="MakeImages"/> gave.</param>
    /// <param name="lengths">What <see cref="Bind(ReadOnlySpan{PassInput}, Span{int})"/> found.</param>
    public void Bind(BorderImages?[] images, ReadOnlySpan<int> lengths)
    {
        for (var i = 0; i < images.Length; i++)
            images[i]?.Bind(LengthOf(i, 0, lengths), LengthOf(i, 1, lengths), LengthOf(i, 2, lengths) * LengthOf(i, 3, lengths));
    }

    /// <summary>The number of samples that lie one after the other in memory.</summary>
    /// <exception cref="ArgumentException">The input is not a whole number of samples, or there is none.</exception>
    /// <exception cref="InvalidOperationException">The module has other inputs than one tensor of samples.</exception>
    public int BatchOf(int inputLength)
    {
        if (_sampleSize is not { } size)
            throw new InvalidOperationException($"spans need a Forward with one input whose first length alone varies, but this one takes {Names}; pass tensors");
        var (batch, rest) = Math.DivRem(inputLength, size);
        if (rest != 0)
            throw new ArgumentException($"{_inputs[0].Name} must be {_inputs[0]}, a multiple of {size} values, but has {inputLength}");
        return batch > 0 ? batch : throw Empty(_inputs[0]);
    }

    private int LengthOf(int input, int axis, ReadOnlySpan<int> lengths)
    {
        var length = _inputs[input].Lengths[axis];
        return length.Varies ? lengths[Array.IndexOf(_names, length.Name)] : length.Number;
    }

    private void Bind(PassInputShape expected, PassInput input, Span<int> lengths)
    {
        var shape = input.Shape;
        if (input.IsIndex != expected.IsIndex)
            throw new ArgumentException($"{expected.Name} must hold {(expected.IsIndex ? "indices" : "numbers")} but holds {(input.IsIndex ? "indices" : "numbers")}");
        if (shape.Rank != expected.Lengths.Count)
            throw Mismatch(expected, shape);
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (!expected.Lengths[axis].Varies)
            {
                if (shape[axis] != expected.Lengths[axis].Number)
                    throw Mismatch(expected, shape);
                continue;
            }

            ref var length = ref lengths[Array.IndexOf(_names, expected.Lengths[axis].Name)];
            if (shape[axis] == 0)
                throw Empty(expected);
            if (length != 0 && length != shape[axis])
                throw new ArgumentException($"{expected.Name} must be {expected} but is {shape}: {expected.Lengths[axis].Name} is already {length}");
            length = shape[axis];
        }
    }

    private static ArgumentException Mismatch(PassInputShape expected, Shape shape) => new($"{expected.Name} must be {expected} but is {shape}");

    private static ArgumentException Empty(PassInputShape expected) => new($"{expected.Name} must be {expected} with at least one sample, but has none");
}
