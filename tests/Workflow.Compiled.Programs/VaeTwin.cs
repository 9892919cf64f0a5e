using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Images of 784 pixels; the noise of the code is given, so that both sides draw the same.</summary>
public sealed class VaeProgram : TrainingProgram
{
    private const int Samples = 128, Features = 784, Hidden = 400, Code = 20;

    private readonly Vae.CompiledTrainingPass _pass;
    private readonly VaeTwin _twin;
    private Tensor _images = new([Samples, Features]);
    private Tensor _noise = new([Samples, Code]);
    private torch.Tensor _twinImages = torch.empty(0);
    private torch.Tensor _twinNoise = torch.empty(0);

    public VaeProgram()
        : this(new Vae(Features, Hidden, Code) { Seed = 4 }, new VaeTwin(Features, Hidden, Code))
    {
    }

    private VaeProgram(Vae model, VaeTwin twin)
        : this(model, model.CreateTrainingPass(Samples), twin)
    {
    }

    private VaeProgram(Vae model, Vae.CompiledTrainingPass pass, VaeTwin twin)
        : base(model, pass, twin) => (_pass, _twin) = (pass, twin);

    public override void Load(int seed)
    {
        var random = RandomData.Of(seed);
        (_images, _noise) = (new Tensor(random.Shades(Samples, Features), [Samples, Features]), new Tensor(random.Normals(Samples * Code), [Samples, Code]));
        (_twinImages, _twinNoise) = (_images.ToTorch().DetachFromDisposeScope(), _noise.ToTorch().DetachFromDisposeScope());
    }

    public override (Tensor Output, float Loss) Forward()
    {
        var loss = _pass.Forward(_images, _noise);
        return (loss, loss.Span[0]);
    }

    public override (torch.Tensor Output, torch.Tensor Loss) ForwardTwin()
    {
        var loss = _twin.forward(_twinImages, _twinNoise);
        return (loss, loss);
    }
}

internal sealed class VaeTwin : Module<torch.Tensor, torch.Tensor, torch.Tensor>
{
    // In fields, because TorchSharp lets the garbage collector free a scalar while libtorch still reads it.
    private static readonly Scalar s_one = 1f, s_half = 0.5f, s_minusHalf = -0.5f;

    private readonly Torch.Linear _encoder;
    private readonly Torch.Linear _mean;
    private readonly Torch.Linear _logVariance;
    private readonly Torch.Linear _decoder;
    private readonly Torch.Linear _output;

    public VaeTwin(int features, int hidden, int code)
        : base("vae")
    {
        _encoder = Linear(features, hidden);
        _mean = Linear(hidden, code);
        _logVariance = Linear(hidden, code);
        _decoder = Linear(code, hidden);
        _output = Linear(hidden, features);
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor images, torch.Tensor noise)
    {
        var x = functional.relu(_encoder.forward(images), inplace: true);
        var (mean, logVariance) = (_mean.forward(x), _logVariance.forward(x));
        var z = mean + logVariance.mul(s_half).exp() * noise;
        var decoded = _output.forward(functional.relu(_decoder.forward(z), inplace: true)).sigmoid();
        var error = (decoded - images).square().sum(1);
        var divergence = (logVariance.add(s_one) - mean.square() - logVariance.exp()).sum(1).mul(s_minusHalf);
        return (error + divergence).mean();
    }
}
