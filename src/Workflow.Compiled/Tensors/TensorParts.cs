namespace Workflow.Compiled;

/// <summary>Takes the parts of a tensor into variables: <c>var (query, key, value) = x.Chunk(3, dim: -1);</c></summary>
public static class TensorParts
{
    /// <summary>Two parts.</summary>
    /// <exception cref="ArgumentException">There are not two.</exception>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second)
    {
        Require(parts, 2);
        (first, second) = (parts[0], parts[1]);
    }

    /// <summary>Three parts.</summary>
    /// <exception cref="ArgumentException">There are not three.</exception>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second, out Tensor third)
    {
        Require(parts, 3);
        (first, second, third) = (parts[0], parts[1], parts[2]);
    }

    /// <summary>Four parts.</summary>
    /// <exception cref="ArgumentException">There are not four.</exception>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second, out Tensor third, out Tensor fourth)
    {
        Require(parts, 4);
        (first, second, third, fourth) = (parts[0], parts[1], parts[2], parts[3]);
    }

    private static void Require(Tensor[] parts, int count)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Length != count)
            throw new ArgumentException($"there are {parts.Length} parts, not {count}", nameof(parts));
    }
}
