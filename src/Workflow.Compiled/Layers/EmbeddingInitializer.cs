using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Normally distributed rows, but for that of the padding, which is 0.</summary>
/// <param name="paddingIndex">The row of the padding; −1 for none.</param>
internal sealed class EmbeddingInitializer(int paddingIndex) : Initializer
{
    internal override void Fill(Span<float> values, Shape shape, PhiloxKey key)
    {
        Normal().Fill(values, shape, key);
        if (paddingIndex >= 0)
            values.Slice(paddingIndex * shape[1], shape[1]).Clear();
    }
}
