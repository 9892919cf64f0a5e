using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A normalisation over the last axis.</summary>
internal sealed class NormRule() : Rule(4)
{
    // Large enough for rows whose elements are nearly equal.
    private const float Epsilon = 0.1f;

    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(variable => variable.Rank >= 2 && variable.Shape[^1].IsWritable) is not { } x)
            return;
        var name = block.Module.Names.Next("norm");
        var length = x.Shape[^1].Value;
        var (weight, bias) = (new Leaf($"{name}.weight", length) { Low = 0.3f }, new Leaf($"{name}.bias", length));
        var isCentered = block.Random.Next(2) == 0;
        var statement = Statement.Of(
            block.New("normed", x.Shape),
            $"_{name}.Forward({x.Name})",
            [x],
            (frame, operands) => isCentered
                ? functional.layer_norm(operands[0], [length], frame[weight], frame[bias], Epsilon)
                : RootMeanSquare(operands[0]) * frame[weight]);
        block.TryAdd(statement with
        {
            Fields = [Fields.Module(isCentered ? "LayerNorm" : "RmsNorm", name, FormattableString.Invariant($"{x.Shape[^1]}, eps: {Epsilon}f"))],
            Terms = x.Count / length + length,
        });
    }

    private static torch.Tensor RootMeanSquare(torch.Tensor x) => x * (x.square().mean([-1], keepdim: true) + Epsilon).rsqrt();
}
