namespace Workflow.Compiled;

/// <summary>What goes into a pass and what comes out, and the words in which a wrong input is refused.</summary>
/// <param name="inputName">What the user calls the input.</param>
/// <param name="input">The shape of one sample.</param>
/// <param name="output">The shape of one output.</param>
internal sealed class PassSignature(string inputName, Shape input, Shape output)
{
    /// <summary>The number of values of one sample.</summary>
    public int InputSize { get; } = input.ElementCount;

    /// <summary>The number of values of one output.</summary>
    public int OutputSize { get; } = output.ElementCount;

    /// <summary>The number of samples in a tensor.</summary>
    /// <exception cref="ArgumentException">The tensor does not hold samples of this shape, or none.</exception>
    public int BatchOf(Shape shape)
    {
        if (shape.Rank != input.Rank + 1 || !shape.Lengths[1..].SequenceEqual(input.Lengths))
            throw new ArgumentException($"{inputName} must be {Expected} but is {shape}");
        return shape[0] > 0 ? shape[0] : throw NoSamples();
    }

    /// <summary>The number of samples that lie one after the other in memory.</summary>
    /// <exception cref="ArgumentException">The input is not a whole number of samples, or the output has not one row for each.</exception>
    public int BatchOf(int inputLength, int outputLength)
    {
        var (batch, rest) = Math.DivRem(inputLength, InputSize);
        if (rest != 0)
            throw new ArgumentException($"{inputName} must be {Expected}, a multiple of {InputSize} values, but has {inputLength}");
        if (batch == 0)
            throw NoSamples();
        return outputLength == batch * OutputSize
            ? batch
            : throw new ArgumentException($"the output of {batch} samples has {batch} x {OutputSize} values, but there is room for {outputLength}");
    }

    /// <summary>The shape of the outputs of a batch.</summary>
    public Shape OutputShape(int batch) => output.Prepend(batch);

    private string Expected => $"[{string.Join(", ", input.Select(length => $"{length}").Prepend("batch"))}]";

    private ArgumentException NoSamples() => new($"{inputName} must be {Expected} with at least one sample, but has none");
}
