using TorchSharp;

namespace Workflow.Compiled.Programs;

/// <summary>Data of one batch on both sides.</summary>
public static class RandomData
{
    /// <summary>The numbers of a batch.</summary>
    public static Random Of(int seed) => new(seed);

    /// <summary>Numbers uniform in [low, high).</summary>
    public static float[] Numbers(this Random random, int count, float low = -1, float high = 1)
    {
        var numbers = new float[count];
        foreach (ref var number in numbers.AsSpan())
            number = low + (high - low) * random.NextSingle();
        return numbers;
    }

    /// <summary>Numbers of the standard normal distribution.</summary>
    public static float[] Normals(this Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle()))];

    /// <summary>Images in shades from 0 to 1, each of a few waves: an autoencoder can learn them.</summary>
    public static float[] Shades(this Random random, int count, int features)
    {
        var images = new float[count * features];
        for (var image = 0; image < count; image++)
        {
            var (frequency, phase) = (1 + random.Next(4), MathF.Tau * random.NextSingle());
            for (var feature = 0; feature < features; feature++)
                images[image * features + feature] = 0.5f + 0.4f * MathF.Sin(frequency * MathF.Tau * feature / features + phase) + 0.1f * random.NextSingle();
        }

        return images;
    }

    /// <summary>Numbers from 0 up to a limit.</summary>
    public static int[] Integers(this Random random, int count, int limit) => [.. Enumerable.Range(0, count).Select(_ => random.Next(limit))];

    /// <summary>A tensor of libtorch with a copy of the values.</summary>
    public static torch.Tensor ToTorch(this Tensor values) => torch.tensor(values.Span.ToArray()).reshape([.. values.Shape.Select(length => (long)length)]);

    /// <summary>A tensor of libtorch with a copy of the indices.</summary>
    public static torch.Tensor ToTorch(this IndexTensor indices) =>
        torch.tensor(indices.Span.ToArray(), dtype: torch.int64).reshape([.. indices.Shape.Select(length => (long)length)]);
}
