namespace Workflow.Compiled.Parity.Tests;

/// <summary>A tensor that nothing computes: a parameter, or an input.</summary>
/// <param name="Name">Its name in its module's state dictionary, or that of the input.</param>
/// <param name="Shape">Its shape, as PyTorch has it.</param>
internal sealed record Leaf(string Name, params long[] Shape)
{
    /// <summary>The least magnitude of its values.</summary>
    public float Low { get; init; }

    /// <summary>The greatest magnitude of its values.</summary>
    public float High { get; init; } = 1;

    /// <summary>Whether values may be negative.</summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>The number of elements.</summary>
    public int Count => Shape.Aggregate(1, (product, length) => product * (int)length);

    /// <summary>The weight of a layer from some features: what comes out is about as large as what goes in.</summary>
    public static Leaf Weight(string name, int outputs, int inputs) => new(name, outputs, inputs) { High = 1.7f / MathF.Sqrt(inputs) };

    /// <summary>Its values, the same for the same name and seed.</summary>
    public float[] Values(string fullName, int seed)
    {
        var random = new Random(Seed(fullName, seed));
        var values = new float[Count];
        foreach (ref var value in values.AsSpan())
        {
            var magnitude = Low + (High - Low) * random.NextSingle();
            value = IsSigned && random.Next(2) == 0 ? -magnitude : magnitude;
        }

        return values;
    }

    // FNV-1a: the same in every process.
    private static int Seed(string name, int seed)
    {
        var hash = 2166136261 ^ (uint)seed;
        foreach (var letter in name)
            hash = (hash ^ letter) * 16777619;
        return (int)hash;
    }
}
