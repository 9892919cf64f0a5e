using Digits;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Benchmarks;

/// <summary><see cref="DigitsMlp"/> in libtorch, starting from the same weights.</summary>
internal sealed class LibtorchMlp : IDisposable
{
    private readonly TorchSharp.Modules.Sequential _network = Sequential(Linear(784, 256), ReLU(inplace: true), Linear(256, 128), ReLU(inplace: true), Linear(128, 10));

    public LibtorchMlp(DigitsMlp source)
    {
        using var noGradient = torch.no_grad();
        foreach (var (ours, theirs) in source.Parameters.Zip(_network.parameters()))
        {
            using var values = torch.tensor(ours.ToTensor().Span.ToArray());
            theirs.copy_(values.reshape(theirs.shape));
        }
    }

    public IEnumerable<torch.Tensor> Parameters => _network.parameters();

    public torch.Tensor Forward(torch.Tensor images) => _network.forward(images);

    public void Dispose() => _network.Dispose();
}
