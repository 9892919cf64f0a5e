namespace Workflow.Compiled.Parity.Tests;

/// <summary>
/// A tensor that an operator sample works on. In the compiled sample it is the weight of a linear layer that is fed the rows of the unit
/// matrix: so the operand is exactly that weight, and the weight's gradient is exactly the operand's.
/// </summary>
/// <param name="Name">Its name in the sample's text.</param>
/// <param name="Lengths">Its lengths; without the leading batch axis when <paramref name="IsBatched"/>.</param>
/// <param name="IsBatched">Whether a symbolic batch is its first axis.</param>
internal sealed record Operand(string Name, int[] Lengths, bool IsBatched)
{
    /// <summary>The batch that samples are run with.</summary>
    public const int Batch = 5;

    /// <summary>The least magnitude: kinks (at zero) stay out of the reach of numeric derivatives.</summary>
    public float Low { get; init; } = 0.1f;

    /// <summary>The greatest magnitude.</summary>
    public float High { get; init; } = 2;

    /// <summary>Whether values may be negative.</summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>Values at which something special happens, in turn; none for random ones.</summary>
    public float[] Edges { get; init; } = [];

    /// <summary>
    /// For class numbers, how many classes there are; else 0. The weight then has a number for each class, along one more axis, and the class number is the
    /// place of the largest.
    /// </summary>
    public int Classes { get; init; }

    /// <summary>The number of elements without the batch.</summary>
    public int Count => Scores.Aggregate(1, (product, length) => product * length);

    /// <summary>The lengths of the weight, without the batch.</summary>
    public int[] Scores => Classes > 0 ? [.. Lengths, Classes] : Lengths;

    /// <summary>All lengths of the weight.</summary>
    public long[] TorchShape => [.. IsBatched ? [Batch] : Array.Empty<long>(), .. Scores.Select(length => (long)length)];

    /// <summary>An operand with a symbolic batch as its first axis.</summary>
    public static Operand Batched(string name, params int[] lengths) => new(name, lengths, IsBatched: true);

    /// <summary>An operand that does not depend on the batch.</summary>
    public static Operand Fixed(string name, params int[] lengths) => new(name, lengths, IsBatched: false);

    /// <summary>A batched operand that takes these values in turn, each in a place of its own.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shift">By how many places the values are turned, so that two operands meet differently.</param>
    /// <param name="values">The values; finite, because they pass through a product.</param>
    public static Operand AtEdges(string name, int shift, params float[] values) =>
        Batched(name, values.Length) with { Edges = [.. values.Skip(shift), .. values.Take(shift)] };

    /// <summary>Batched class numbers.</summary>
    public static Operand Labels(string name, int classes, params int[] lengths) => Batched(name, lengths) with { Classes = classes };

    /// <summary>The same operand with values in [low, high) only.</summary>
    public Operand Within(float low, float high) => this with { Low = low, High = high, IsSigned = low < 0 };

    /// <summary>The values of the weight: [count, batch], as a linear layer of PyTorch stores it.</summary>
    public float[] Weight(int seed)
    {
        var random = new Random(seed);
        // A fixed operand is the sum of its weight over the batch (see SampleSource), so each term gets an equal share.
        var share = IsBatched ? 1f : 1f / Batch;
        var weight = new float[Count * Batch];
        if (Edges.Length > 0)
            return [.. weight.Select((_, place) => Edges[place / Batch])];
        if (Classes > 0)
            return OneWinner(weight, random);
        foreach (ref var value in weight.AsSpan())
        {
            var magnitude = Low + (High - Low) * random.NextSingle();
            value = IsSigned && random.Next(2) == 0 ? -magnitude * share : magnitude * share;
        }

        return weight;
    }

    /// <summary>Of the numbers for the classes one is larger than the others by more than a numeric derivative shifts them.</summary>
    private float[] OneWinner(float[] weight, Random random)
    {
        for (var place = 0; place < weight.Length; place++)
            weight[place] = random.NextSingle();
        for (var number = 0; number < Count / Classes; number++)
        {
            for (var row = 0; row < Batch; row++)
                weight[(number * Classes + random.Next(Classes)) * Batch + row] = 2;
        }

        return weight;
    }
}
