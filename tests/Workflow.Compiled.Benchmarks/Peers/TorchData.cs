using TorchSharp;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Data between our memory and libtorch's.</summary>
internal static class TorchData
{
    /// <summary>A libtorch tensor with a copy of the values.</summary>
    public static torch.Tensor Copy(ReadOnlySpan<float> values, params long[] shape) => torch.tensor(values.ToArray()).reshape(shape);
}
