using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Softmax, or its logarithm, along an axis.</summary>
internal sealed class SoftmaxRule() : Rule(4)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(variable => variable.Rank >= 1) is not { } x)
            return;
        var axis = block.Random.Next(3) > 0 ? x.Rank - 1 : block.Random.Next(x.Rank);
        var isLog = block.Random.Next(3) == 0;
        block.TryAdd(Statement.Of(
            block.New("weights", x.Shape),
            $"{(isLog ? "LogSoftmax" : "Softmax")}({x.Name}, {Written(block, axis, x.Rank)})",
            [x],
            (_, operands) => isLog ? functional.log_softmax(operands[0], axis) : operands[0].softmax(axis)) with
        {
            Terms = x.Shape[axis].Value,
        });
    }
}
