using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Concat along an axis in which tensors may differ, and Stack.</summary>
internal sealed class JoinRule() : Rule(5)
{
    private const int LongestAxis = 40;

    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(variable => variable.IsBatched && variable.Rank >= 2) is not { } first)
            return;
        if (block.Random.Next(3) == 0 && first.Rank < 4)
            Stack(block, first);
        else
            Concat(block, first);
    }

    private static void Concat(BlockBuilder block, Variable first)
    {
        var axis = block.Random.Next(1, first.Rank);
        var parts = Several(block, first, variable => variable.Rank == first.Rank && Enumerable.Range(0, first.Rank).All(i => i == axis || variable.Shape[i] == first.Shape[i]));
        var length = Length.Sum([.. parts.Select(part => part.Shape[axis])]);
        if (length.Value > LongestAxis)
            return;
        block.TryAdd(Statement.Of(
            block.New("all", [.. first.Shape.Select((own, i) => i == axis ? length : own)]),
            $"Concat([{Names(parts)}], {Written(block, axis, first.Rank)})",
            parts,
            (_, operands) => torch.cat([.. operands], axis)));
    }

    private static void Stack(BlockBuilder block, Variable first)
    {
        var axis = block.Random.Next(1, first.Rank + 1);
        var parts = Several(block, first, variable => variable.HasShape(first.Shape));
        block.TryAdd(Statement.Of(
            block.New("stack", [.. first.Shape[..axis], Length.Of(parts.Count), .. first.Shape[axis..]]),
            $"Stack([{Names(parts)}], {Written(block, axis, first.Rank + 1)})",
            parts,
            (_, operands) => torch.stack([.. operands], axis)));
    }

    private static List<Variable> Several(BlockBuilder block, Variable first, Func<Variable, bool> fits)
    {
        var parts = new List<Variable> { first };
        for (var count = block.Random.Next(2, 4); parts.Count < count;)
            parts.Add(block.Choose(fits)!);
        return parts;
    }

    private static string Names(IEnumerable<Variable> parts) => string.Join(", ", parts.Select(part => part.Name));
}
