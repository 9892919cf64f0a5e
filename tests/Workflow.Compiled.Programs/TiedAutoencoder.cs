using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>An autoencoder whose decoder is the transpose of its encoder.</summary>
[CompiledModule]
public sealed partial class TiedAutoencoder(int features, int code) : Module
{
    private readonly Linear _encoder = new(features, code);
    private readonly Parameter _decoderBias = new([features], Initializer.Zeros);

    [return: Shape("batch", "features")]
    public Tensor Forward([Shape("batch", "features")] Tensor images)
    {
        var hidden = Tanh(_encoder.Forward(images));
        return Sigmoid(MatMul(hidden, _encoder.Weight) + _decoderBias);
    }
}
