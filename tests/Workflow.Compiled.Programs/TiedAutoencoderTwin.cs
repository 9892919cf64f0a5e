using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Images of 784 pixels through a code of 64 numbers, by the squared error.</summary>
public sealed class TiedAutoencoderProgram : TrainingProgram
{
    private const int Samples = 128, Features = 784, Code = 64;

    private readonly MseLoss _criterion = new();
    private readonly TiedAutoencoderTwin _twin;
    private Tensor _images = new([Samples, Features]);
    private torch.Tensor _twinImages = torch.empty(0);

    public TiedAutoencoderProgram()
        : this(new TiedAutoencoder(Features, Code) { Seed = 3 }, new TiedAutoencoderTwin(Features, Code))
    {
    }

    private TiedAutoencoderProgram(TiedAutoencoder model, TiedAutoencoderTwin twin)
        : base(model, model.CreateTrainingPass(Samples), twin) => _twin = twin;

    public override void Load(int seed)
    {
        _images = new Tensor(RandomData.Of(seed).Shades(Samples, Features), [Samples, Features]);
        _twinImages = _images.ToTorch().DetachFromDisposeScope();
    }

    public override (Tensor Output, float Loss) Forward()
    {
        var images = Pass.Forward(_images);
        return (images, _criterion.Forward(images, _images, Pass.OutputGradient));
    }

    public override (torch.Tensor Output, torch.Tensor Loss) ForwardTwin()
    {
        var images = _twin.forward(_twinImages);
        return (images, functional.mse_loss(images, _twinImages));
    }
}

internal sealed class TiedAutoencoderTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.Linear _encoder;
    private readonly Torch.Parameter _decoderBias;

    public TiedAutoencoderTwin(int features, int code)
        : base("tied-autoencoder")
    {
        _encoder = Linear(features, code);
        _decoderBias = Parameter(torch.zeros(features));
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input) =>
        (_encoder.forward(input).tanh().matmul(_encoder.weight!) + _decoderBias).sigmoid();
}
