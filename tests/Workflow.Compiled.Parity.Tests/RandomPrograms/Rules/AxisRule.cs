namespace Workflow.Compiled.Parity.Tests;

/// <summary>Axes of length 1 added, removed and repeated.</summary>
internal sealed class AxisRule() : Rule(4)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(variable => variable.IsBatched && Array.FindIndex(variable.Shape, IsOne) > 0) is { } thin && block.Random.Next(3) > 0)
        {
            if (block.Random.Next(2) == 0)
                Squeeze(block, thin);
            else
                Expand(block, thin);
        }
        else if (block.Choose(variable => variable.IsBatched && variable.Rank < 4) is { } x)
        {
            var axis = block.Random.Next(1, x.Rank + 1);
            block.TryAdd(Statement.Of(
                block.New("thin", [.. x.Shape[..axis], Length.Of(1), .. x.Shape[axis..]]),
                $"{x.Name}.Unsqueeze({Written(block, axis, x.Rank + 1)})",
                [x],
                (_, operands) => operands[0].unsqueeze(axis)));
        }
    }

    private static void Squeeze(BlockBuilder block, Variable x)
    {
        var axis = Array.FindIndex(x.Shape, IsOne);
        block.TryAdd(Statement.Of(
            block.New("squeezed", [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]]), $"{x.Name}.Squeeze({Written(block, axis, x.Rank)})", [x], (_, operands) => operands[0].squeeze(axis)));
    }

    private static void Expand(BlockBuilder block, Variable x)
    {
        var axis = Array.FindIndex(x.Shape, IsOne);
        var length = Length.Of(block.Random.Next(2, 5));
        long[] shape = [.. x.Shape.Select((_, i) => i == axis ? length.Value : -1L)];
        block.TryAdd(Statement.Of(
            block.New("repeated", [.. x.Shape.Select((own, i) => i == axis ? length : own)]), $"{x.Name}.Expand({string.Join(", ", shape)})", [x], (_, operands) => operands[0].expand(shape)) with
        {
            Terms = length.Value,
        });
    }

    private static bool IsOne(Length length) => length.Text == "1";
}
