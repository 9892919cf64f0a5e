namespace Workflow.Compiled.Tests;

/// <summary>The best that can be done with one layer: softmax regression.</summary>
[CompiledModule]
internal sealed partial class LinearDigits : Module
{
    private readonly Linear _output = new(784, 10);

    public Tensor Forward([Shape("batch", 784)] Tensor images) => _output.Forward(images);
}
