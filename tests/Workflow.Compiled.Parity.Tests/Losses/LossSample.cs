using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A loss with its options, in our words and in libtorch's.</summary>
/// <param name="Text">Name and options, for the reader.</param>
/// <param name="Loss">Ours.</param>
/// <param name="Output">What the network gave.</param>
/// <param name="Targets">What it should have given: a class for each row, or a value for each element.</param>
/// <param name="Torch">The loss in libtorch, of output and targets.</param>
internal sealed record LossSample(string Text, Loss Loss, Tensor Output, Targets Targets, Func<torch.Tensor, torch.Tensor> Torch)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
