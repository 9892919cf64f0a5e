using TorchSharp;

namespace Workflow.Compiled.Programs;

/// <summary>A program whose network takes one tensor of samples and gives a logit for each class.</summary>
/// <param name="model">Our network.</param>
/// <param name="twin">The same in libtorch.</param>
/// <param name="batch">The number of samples of a batch.</param>
/// <param name="classes">The number of classes.</param>
public abstract class ClassifierProgram(Module model, torch.nn.Module<torch.Tensor, torch.Tensor> twin, int batch, int classes)
    : TrainingProgram(model, model.CreateTrainingPass(batch), twin)
{
    private readonly CrossEntropyLoss _criterion = new();
    private Tensor _samples = new([batch]);
    private IndexTensor _labels = new([batch]);
    private torch.Tensor _twinSamples = torch.empty(0);
    private torch.Tensor _twinLabels = torch.empty(0);

    /// <summary>The number of samples of a batch.</summary>
    protected int BatchSize => batch;

    /// <inheritdoc/>
    public override void Load(int seed)
    {
        var random = RandomData.Of(seed);
        _labels = new IndexTensor(random.Integers(batch, classes), [batch]);
        _samples = Samples(random);
        Mark(_samples.Span, _labels.Span);
        (_twinSamples, _twinLabels) = (_samples.ToTorch().DetachFromDisposeScope(), _labels.ToTorch().DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public override (Tensor Output, float Loss) Forward()
    {
        var logits = Pass.Forward(_samples);
        return (logits, _criterion.Forward(logits, _labels, Pass.OutputGradient));
    }

    /// <inheritdoc/>
    public override (torch.Tensor Output, torch.Tensor Loss) ForwardTwin()
    {
        var logits = twin.forward(_twinSamples);
        return (logits, torch.nn.functional.cross_entropy(logits, _twinLabels));
    }

    /// <summary>Samples of noise, to which the class is added.</summary>
    protected abstract Tensor Samples(Random random);

    // A class brightens its own share of the features: learnable, and every weight moves.
    private void Mark(Span<float> samples, ReadOnlySpan<int> labels)
    {
        var features = samples.Length / batch;
        for (var row = 0; row < batch; row++)
        {
            for (var feature = labels[row]; feature < features; feature += classes)
                samples[row * features + feature] += 0.3f;
        }
    }
}
