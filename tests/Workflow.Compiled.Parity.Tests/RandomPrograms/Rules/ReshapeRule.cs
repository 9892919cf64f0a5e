namespace Workflow.Compiled.Parity.Tests;

/// <summary>The same elements under another shape.</summary>
internal sealed class ReshapeRule() : Rule(5)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Random.Next(2) == 0)
            Flatten(block);
        else
            Regroup(block);
    }

    private static void Flatten(BlockBuilder block)
    {
        if (block.Choose(variable => variable.IsBatched && variable.Rank >= 3) is not { } x)
            return;
        var start = block.Random.Next(1, x.Rank - 1);
        var end = block.Random.Next(start + 1, x.Rank);
        Length[] shape = [.. x.Shape[..start], Length.Product(x.Shape[start..(end + 1)]), .. x.Shape[(end + 1)..]];
        var text = end == x.Rank - 1 && block.Random.Next(2) == 0 ? $"{x.Name}.Flatten({start})" : $"{x.Name}.Flatten({start}, {Written(block, end, x.Rank)})";
        block.TryAdd(Statement.Of(block.New("flat", shape), text, [x], (_, operands) => operands[0].flatten(start, end)));
    }

    private static void Regroup(BlockBuilder block)
    {
        if (block.Choose(variable => variable.IsBatched && variable.Shape.Skip(1).All(length => length.IsNumber)) is not { } x)
            return;
        var lengths = new List<Length>();
        for (var rest = x.Shape.Skip(1).Aggregate(1, (product, length) => product * length.Value); rest > 1 || lengths.Count == 0;)
        {
            int[] divisors = [.. Enumerable.Range(1, rest).Where(divisor => rest % divisor == 0 && (divisor > 1 || rest == 1 || block.Random.Next(8) == 0))];
            lengths.Add(Length.Of(divisors[block.Random.Next(divisors.Length)]));
            rest /= lengths[^1].Value;
        }

        block.TryAdd(Statement.Of(
            block.New("regrouped", [x.Shape[0], .. lengths]),
            $"{x.Name}.Reshape({string.Join(", ", lengths.Select(length => length.Text).Prepend("-1"))})",
            [x],
            (_, operands) => operands[0].reshape([x.Shape[0].Value, .. lengths.Select(length => (long)length.Value)])));
    }
}
