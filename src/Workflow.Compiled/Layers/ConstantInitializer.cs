using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>One value for all.</summary>
/// <param name="value">The value.</param>
internal sealed class ConstantInitializer(float value) : Initializer
{
    public override void Fill(Span<float> values, PhiloxKey key) => values.Fill(value);
}
