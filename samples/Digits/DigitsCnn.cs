using Workflow.Compiled;
using static Workflow.Compiled.Functional;

namespace Digits;

/// <summary>A convolutional network that gives a score for each of the ten digits.</summary>
[CompiledModule]
internal sealed partial class DigitsCnn : Module
{
    private readonly Conv2d _conv1 = new(1, 32, kernelSize: 3, padding: 1);
    private readonly Conv2d _conv2 = new(32, 64, kernelSize: 3, padding: 1);
    private readonly Linear _hidden = new(64 * 7 * 7, 128);
    private readonly Linear _output = new(128, 10);

    public Tensor Forward([Shape("batch", 1, 28, 28)] Tensor images)
    {
        var x = MaxPool2d(Relu(_conv1.Forward(images)), 2);
        x = MaxPool2d(Relu(_conv2.Forward(x)), 2);
        x = Relu(_hidden.Forward(x.Flatten(1)));
        return _output.Forward(x);
    }
}
