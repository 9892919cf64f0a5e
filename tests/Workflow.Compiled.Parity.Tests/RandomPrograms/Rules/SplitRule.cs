namespace Workflow.Compiled.Parity.Tests;

/// <summary>All parts of a tensor: Split and Chunk, taken apart into variables or from an array.</summary>
internal sealed class SplitRule() : Rule(4)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (SomeLongAxis(block) is not (var x, var axis))
            return;
        var (call, lengths) = Cut(block, x.Shape[axis].Value);
        if (lengths.Length > 4)
            return;
        var parts = lengths.Select(length => block.New("part", [.. x.Shape.Select((own, i) => i == axis ? Length.Of(length) : own)])).ToArray();
        var expression = $"{x.Name}.{call}{Written(block, axis, x.Rank)})";
        var array = block.Module.Names.Next("parts");
        string[] lines = parts.Length > 1 && block.Random.Next(2) == 0
            ? [$"var ({string.Join(", ", parts.Select(part => part.Name))}) = {expression};"]
            : [$"var {array} = {expression};", .. parts.Select((part, i) => $"var {part.Name} = {array}[{(block.Random.Next(3) == 0 ? $"^{parts.Length - i}" : $"{i}")}];")];
        block.TryAdd(new Statement(parts, [x], lines, (_, operands) => operands[0].split([.. lengths.Select(length => (long)length)], axis)));
    }

    private static (string Call, int[] Lengths) Cut(BlockBuilder block, int total)
    {
        switch (block.Random.Next(3))
        {
            case 0:
                var first = block.Random.Next(1, total);
                return ($"Split([{first}, {total - first}], ", [first, total - first]);
            case 1:
                var size = block.Random.Next(1, total + 1);
                return ($"Split({size}, ", Equal(total, size));
            default:
                var chunks = block.Random.Next(1, 5);
                return ($"Chunk({chunks}, ", Equal(total, (total + chunks - 1) / chunks));
        }
    }

    /// <summary>Parts of one length, of which the last may be shorter.</summary>
    private static int[] Equal(int total, int size) => [.. Enumerable.Range(0, (total + size - 1) / size).Select(part => Math.Min(size, total - part * size))];
}
