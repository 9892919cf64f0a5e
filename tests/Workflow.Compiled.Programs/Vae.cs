using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>
/// A variational autoencoder (<see href="https://arxiv.org/abs/1312.6114"/>) that returns its loss: what the reconstruction costs, and how far the
/// distribution of the code is from the standard normal distribution.
/// </summary>
[CompiledModule]
public sealed partial class Vae(int features, int hidden, int code) : Module
{
    private readonly Linear _encoder = new(features, hidden);
    private readonly Linear _mean = new(hidden, code);
    private readonly Linear _logVariance = new(hidden, code);
    private readonly Linear _decoder = new(code, hidden);
    private readonly Linear _output = new(hidden, features);

    public Tensor Forward([Shape("batch", "features")] Tensor images, [Shape("batch", "code")] Tensor noise)
    {
        var (mean, logVariance) = Encode(images);
        var z = mean + Exp(logVariance * 0.5f) * noise;
        var error = Square(Decode(z) - images).Sum(1);
        var divergence = (1f + logVariance - Square(mean) - Exp(logVariance)).Sum(1) * -0.5f;
        return (error + divergence).Mean();
    }

    private (Tensor Mean, Tensor LogVariance) Encode(Tensor images)
    {
        var x = Relu(_encoder.Forward(images));
        return (_mean.Forward(x), _logVariance.Forward(x));
    }

    private Tensor Decode(Tensor z) => Sigmoid(_output.Forward(Relu(_decoder.Forward(z))));
}
