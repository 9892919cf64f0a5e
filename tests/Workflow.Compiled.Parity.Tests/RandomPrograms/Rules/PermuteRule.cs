namespace Workflow.Compiled.Parity.Tests;

/// <summary>The axes in another order.</summary>
internal sealed class PermuteRule() : Rule(5)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(variable => variable.Rank >= 2) is not { } x)
            return;
        var order = Enumerable.Range(0, x.Rank).ToArray();
        // What does not begin with the batch fits few statements.
        var first = x.Rank > 2 && block.Random.Next(5) > 0 ? 1 : 0;
        block.Random.Shuffle(order.AsSpan(first));
        var swapped = order.Where((axis, i) => axis != i).ToArray();
        var text = swapped.Length == 2
            ? $"{x.Name}.Transpose({Written(block, swapped[0], x.Rank)}, {Written(block, swapped[1], x.Rank)})"
            : $"{x.Name}.Permute({string.Join(", ", order.Select(axis => Written(block, axis, x.Rank)))})";
        block.TryAdd(Statement.Of(
            block.New("turned", [.. order.Select(axis => x.Shape[axis])]), text, [x], (_, operands) => operands[0].permute([.. order.Select(axis => (long)axis)])));
    }
}
