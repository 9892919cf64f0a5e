namespace Workflow.Compiled.Parity.Tests;

/// <summary>A part of a tensor, by the words of Slice, Select and index ranges.</summary>
internal sealed class SliceRule() : Rule(5)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (SomeLongAxis(block) is not (var x, var axis))
            return;
        if (block.Random.Next(3) == 0)
            Select(block, x, axis);
        else
            Slice(block, x, axis);
    }

    private static void Select(BlockBuilder block, Variable x, int axis)
    {
        var index = block.Random.Next(x.Shape[axis].Value);
        var fromEnd = x.Shape[axis].Value - index;
        var text = block.Random.Next(3) switch
        {
            0 => $"{x.Name}.Select({Written(block, axis, x.Rank)}, {index})",
            1 => $"{x.Name}[{Whole(axis)}{index}]",
            _ => $"{x.Name}[{Whole(axis)}^{fromEnd}]",
        };
        block.TryAdd(Statement.Of(block.New("element", [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]]), text, [x], (_, operands) => operands[0].select(axis, index)));
    }

    private static void Slice(BlockBuilder block, Variable x, int axis)
    {
        var length = x.Shape[axis].Value;
        var start = block.Random.Next(length);
        var end = block.Random.Next(start + 1, length + 1);
        var step = block.Random.Next(3) == 0 ? block.Random.Next(2, 4) : 1;
        var text = step == 1 && block.Random.Next(2) == 0
            ? $"{x.Name}[{Whole(axis)}{start}..{(block.Random.Next(2) == 0 ? $"{end}" : end == length ? "" : $"^{length - end}")}]"
            : $"{x.Name}.Slice({Written(block, axis, x.Rank)}, {start}, {(block.Random.Next(2) == 0 || end == length ? end : end - length)}{(step > 1 ? $", step: {step}" : "")})";
        var shape = x.Shape.Select((own, i) => i == axis ? Length.Of((end - start + step - 1) / step) : own).ToArray();
        block.TryAdd(Statement.Of(block.New("part", shape), text, [x], (_, operands) => operands[0].slice(axis, start, end, step)));
    }

    private static string Whole(int axes) => string.Concat(Enumerable.Repeat(".., ", axes));
}
