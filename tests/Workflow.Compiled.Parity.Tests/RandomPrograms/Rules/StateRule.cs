using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A parameter, or a buffer that is not trained, of the class itself.</summary>
internal sealed class StateRule() : Rule(4)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(variable => variable.IsBatched && variable.Rank >= 2 && variable.Shape[^1].IsWritable) is not { } x)
            return;
        var axes = 1;
        while (axes < x.Rank - 1 && x.Shape[^(axes + 1)].IsWritable && block.Random.Next(2) == 0)
            axes++;
        var shape = x.Shape[^axes..];
        if (block.Random.Next(4) == 0)
            AddBuffer(block, x, shape);
        else
            AddParameter(block, x, shape);
    }

    private static void AddParameter(BlockBuilder block, Variable x, Length[] shape)
    {
        var leaf = new Leaf(block.Module.Names.Next("scale"), [.. shape.Select(length => (long)length.Value)]) { Low = 0.3f };
        block.TryAdd(Statement.Of(
            block.New("scaled", x.Shape), $"{x.Name} * _{leaf.Name} + _{leaf.Name}", [x], (frame, operands) => operands[0] * frame[leaf] + frame[leaf]) with
        {
            Fields = [Fields.Parameter(leaf, shape)],
            Operators = 2,
            Terms = x.Count / Math.Max(1, leaf.Count),
        });
    }

    private static void AddBuffer(BlockBuilder block, Variable x, Length[] shape)
    {
        var name = block.Module.Names.Next("offset");
        var value = MathF.Round(block.Random.NextSingle(), 2);
        block.TryAdd(Statement.Of(
            block.New("moved", x.Shape), $"{x.Name} - _{name}", [x], (_, operands) => operands[0] - torch.tensor(value)) with
        {
            Fields = [FormattableString.Invariant($"private readonly TensorBuffer _{name} = new([{string.Join(", ", shape)}], {value}f);")],
        });
    }
}
