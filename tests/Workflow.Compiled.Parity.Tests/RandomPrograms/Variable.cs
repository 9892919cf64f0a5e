namespace Workflow.Compiled.Parity.Tests;

/// <summary>A tensor variable of a random program.</summary>
/// <param name="Name">Its name, unique in its class.</param>
/// <param name="Shape">Its lengths.</param>
/// <param name="Classes">For a tensor of whole numbers, how many there are; 0 for one of floats.</param>
internal sealed record Variable(string Name, Length[] Shape, int Classes = 0)
{
    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Length;

    /// <summary>The number of elements in this run.</summary>
    public int Count => Shape.Aggregate(1, (product, length) => product * length.Value);

    /// <summary>Whether the first axis, and no other, is the batch.</summary>
    public bool IsBatched => Rank > 0 && IsBatch(Shape[0]) && !Shape.Skip(1).Any(IsBatch);

    /// <summary>Whether code can mention all lengths behind the first.</summary>
    public bool IsWritableBehindBatch => IsBatched && Shape.Skip(1).All(length => length.IsWritable);

    /// <summary>Whether both have the same lengths.</summary>
    public bool HasShape(IReadOnlyList<Length> shape) => Shape.SequenceEqual(shape);

    /// <summary>Its shape as libtorch takes it.</summary>
    public long[] TorchShape => [.. Shape.Select(length => (long)length.Value)];

    /// <summary>As a parameter of a method.</summary>
    public string Declaration => $"{(Classes > 0 ? "IndexTensor" : "Tensor")} {Name}";

    private static bool IsBatch(Length length) => length.Text == RandomProgram.BatchSymbol;
}
