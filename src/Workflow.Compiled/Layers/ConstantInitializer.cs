using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>One value everywhere.</summary>
internal sealed class ConstantInitializer(float value) : Initializer
{
    internal override void Fill(Span<float> values, Shape shape, PhiloxKey key) => values.Fill(value);
}
