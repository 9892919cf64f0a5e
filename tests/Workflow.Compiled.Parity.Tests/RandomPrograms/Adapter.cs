namespace Workflow.Compiled.Parity.Tests;

/// <summary>Brings variables to the shapes and ranges that a statement needs.</summary>
internal static class Adapter
{
    /// <summary>A batched variable with these lengths behind the batch; null where none can be made.</summary>
    public static Variable? Shaped(BlockBuilder block, IReadOnlyList<Length> lengths)
    {
        var isReady = block.Random.Next(3) > 0;
        if (isReady && block.Choose(variable => variable.IsBatched && variable.Shape.Skip(1).SequenceEqual(lengths)) is { } found)
            return found;
        return block.Choose(variable => variable.IsWritableBehindBatch) is { } source ? Through(block, source, lengths) : null;
    }

    /// <summary>A variable with values in the range of an operand.</summary>
    public static Variable? Within(BlockBuilder block, Variable variable, Operand operand)
    {
        if (operand.IsSigned)
            return block.Random.Next(3) == 0 ? AwayFromZero(block, variable, operand.Low) : variable;
        var value = block[variable];
        if (value.numel() == 0 || (value.min().item<double>() >= operand.Low && value.max().item<double>() <= operand.High))
            return variable;
        var (low, range) = (operand.Low, operand.High - operand.Low);
        var result = block.New("inside", variable.Shape);
        var statement = Statement.Of(
            result,
            FormattableString.Invariant($"Sigmoid({variable.Name}) * {range}f + {low}f"),
            [variable],
            (_, operands) => operands[0].sigmoid() * range + low);
        return block.TryAdd(statement with { Operators = 3 }) ? result : null;
    }

    /// <summary>A batched variable through a layer, from features to features.</summary>
    private static Variable? Through(BlockBuilder block, Variable source, IReadOnlyList<Length> lengths)
    {
        var (inputs, outputs) = (Length.Product([.. source.Shape.Skip(1)]), Length.Product(lengths));
        var rows = source.Rank == 1 ? $"{source.Name}.Unsqueeze(1)" : source.Rank == 2 ? source.Name : $"{source.Name}.Flatten(1)";
        var back = lengths.Count == 1 ? "" : $".Reshape({string.Join(", ", lengths.Select(length => length.Text).Prepend("-1"))})";
        var name = block.Module.Names.Next("fit");
        var weight = Leaf.Weight($"{name}.weight", outputs.Value, inputs.Value);
        var result = block.New("fitted", [source.Shape[0], .. lengths]);
        var statement = Statement.Of(
            result,
            $"_{name}.Forward({rows}){back}",
            [source],
            (frame, operands) => operands[0].reshape(source.Shape[0].Value, inputs.Value).matmul(frame[weight].t()).reshape(result.TorchShape)) with
        {
            Fields = [Fields.Module("Linear", name, $"{inputs}, {outputs}, bias: false")],
            Terms = Math.Max(inputs.Value, source.Shape[0].Value),
        };
        return block.TryAdd(statement) ? result : null;
    }

    /// <summary>What is small made larger, so that it can be divided by.</summary>
    private static Variable AwayFromZero(BlockBuilder block, Variable variable, float low)
    {
        var result = block.New("away", variable.Shape);
        var statement = Statement.Of(
            result,
            FormattableString.Invariant($"Where({variable.Name} < 0, {variable.Name} - {low}f, {variable.Name} + {low}f)"),
            [variable],
            (_, operands) => TorchSharp.torch.where(operands[0] < 0, operands[0] - low, operands[0] + low));
        return block.TryAdd(statement with { Operators = 3 }) ? result : variable;
    }
}
