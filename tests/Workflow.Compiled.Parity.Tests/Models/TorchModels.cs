using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Networks of ours in libtorch.</summary>
internal static class TorchModels
{
    /// <summary>Gives a libtorch network our parameters, which are in the same order and of the same shapes.</summary>
    public static void CopyParameters(Module source, Module<torch.Tensor, torch.Tensor> network)
    {
        using var noGradient = torch.no_grad();
        foreach (var (ours, theirs) in source.Parameters.Zip(network.parameters(), (ours, theirs) => (ours, theirs)))
            theirs.copy_(ours.ToTensor().Span.ToArray().ToTorch(theirs.shape));
    }
}
