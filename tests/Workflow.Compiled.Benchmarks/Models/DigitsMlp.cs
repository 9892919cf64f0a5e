using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Benchmarks;

/// <summary>The network of the model cases: 784-256-128-10.</summary>
[CompiledModule]
internal sealed partial class DigitsMlp : Module
{
    private readonly Linear _hidden1 = new(784, 256);
    private readonly Linear _hidden2 = new(256, 128);
    private readonly Linear _output = new(128, 10);

    public Tensor Forward([Shape("batch", 784)] Tensor images)
    {
        var x = Relu(_hidden1.Forward(images));
        x = Relu(_hidden2.Forward(x));
        return _output.Forward(x);
    }
}
