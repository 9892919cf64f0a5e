namespace Workflow.Compiled.Parity.Tests;

/// <summary>A product of two activations: many small matrices, or a matrix with one that does not depend on the batch.</summary>
internal sealed class MatMulRule() : Rule(5)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(variable => variable.Rank >= 2) is not { } left)
            return;
        if (block.Choose(variable => IsRight(left, variable, variable.Rank - 2, 1)) is { } straight && block.Random.Next(2) == 0)
            Add(block, left, straight, isTurned: false);
        else if (block.Choose(variable => IsRight(left, variable, variable.Rank - 1, 1)) is { } turned)
            Add(block, left, turned, isTurned: true);
    }

    private static void Add(BlockBuilder block, Variable left, Variable right, bool isTurned)
    {
        var columns = right.Shape[isTurned ? right.Rank - 2 : right.Rank - 1];
        var operand = isTurned ? $"{right.Name}.Transpose(-1, -2)" : right.Name;
        block.TryAdd(Statement.Of(
            block.New("product", [.. left.Shape[..^1], columns]),
            block.Random.Next(2) == 0 ? $"MatMul({left.Name}, {operand})" : $"{left.Name}.MatMul({operand})",
            [left, right],
            (_, operands) => operands[0].matmul(isTurned ? operands[1].transpose(-1, -2) : operands[1])) with
        {
            Terms = left.Count / left.Shape[^1].Value + left.Shape[^1].Value,
        });
    }

    /// <summary>Whether the axis that is summed over fits, and those in front are the same or not there.</summary>
    private static bool IsRight(Variable left, Variable right, int summed, int least) =>
        right.Rank > least && right.Shape[summed] == left.Shape[^1] && (right.Rank == 2 || right.Shape[..^2].SequenceEqual(left.Shape[..^2]));
}
