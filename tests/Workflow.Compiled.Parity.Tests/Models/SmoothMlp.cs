using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A small network without kinks, with many operators: numeric derivatives are good approximations everywhere.</summary>
[CompiledModule]
internal sealed partial class SmoothMlp : Module
{
    private readonly Linear _input = new(12, 20);
    private readonly Linear _gate = new(12, 20);
    private readonly Linear _hidden = new(20, 16, bias: false);
    private readonly Linear _output = new(16, 5);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var x = Gelu(_input.Forward(samples)) * Sigmoid(_gate.Forward(samples));
        x = x - x.Mean([1], keepDim: true);
        var y = Silu(_hidden.Forward(x));
        return LogSoftmax(_output.Forward(y + Tanh(y) * 0.5f), dim: 1);
    }
}
