using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Eight pointwise operators, one after the other, with a learned scale and shift.</summary>
[CompiledModule]
internal sealed partial class ChainOfEight : Module
{
    public const int Width = 1024;

    private readonly Parameter _scale = new([Width], Initializer.Uniform(-1, 1));
    private readonly Parameter _shift = new([Width], Initializer.Uniform(-1, 1));

    public Tensor Forward([Shape("rows", Width)] Tensor x)
    {
        var y = Relu(x * _scale + _shift);
        y = Clamp(y * 0.5f + x, -2, 2);
        return Square(y) - 0.25f;
    }
}
