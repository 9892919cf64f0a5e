using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Values between arrays and libtorch.</summary>
internal static class TorchTensors
{
    /// <summary>A libtorch tensor with a copy of the values.</summary>
    public static torch.Tensor ToTorch(this float[] values, params long[] shape) => torch.tensor(values).reshape(shape);

    /// <summary>A leaf of libtorch's graph with a copy of the values.</summary>
    public static torch.Tensor ToTorchLeaf(this float[] values, params long[] shape) => values.ToTorch(shape).requires_grad_();

    /// <summary>The values in row-major order, whatever the strides.</summary>
    public static float[] Values(this torch.Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    /// <summary>Values uniform in [low, high), the same for the same seed.</summary>
    public static float[] Random(int count, int seed, float low = -1, float high = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => low + (high - low) * random.NextSingle())];
    }
}
