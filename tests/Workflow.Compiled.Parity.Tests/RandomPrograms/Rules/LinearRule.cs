namespace Workflow.Compiled.Parity.Tests;

/// <summary>A linear layer over the last axis, or the weight of one turned round.</summary>
internal sealed class LinearRule() : Rule(9)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Module.Weights.Count > 0 && block.Random.Next(5) == 0)
            AddTied(block);
        else if (block.Choose(variable => variable.Rank >= 2 && variable.Shape[^1].IsWritable) is { } x)
            Add(block, x, SomeLength(block));
    }

    /// <summary>Adds a layer.</summary>
    public static Variable? Add(BlockBuilder block, Variable x, Length features)
    {
        var name = block.Module.Names.Next("linear");
        var hasBias = block.Random.Next(3) > 0;
        var weight = Leaf.Weight($"{name}.weight", features.Value, x.Shape[^1].Value);
        var bias = new Leaf($"{name}.bias", features.Value);
        var field = Fields.Module("Linear", name, $"{x.Shape[^1]}, {features}{(hasBias ? "" : ", bias: false")}");
        var result = block.New("hidden", [.. x.Shape[..^1], features]);
        var statement = Statement.Of(
            result,
            $"_{name}.Forward({x.Name})",
            [x],
            (frame, operands) => operands[0].matmul(frame[weight].t()) is var product && hasBias ? product + frame[bias] : product) with
        {
            Fields = [field],
            Terms = x.Count / x.Shape[^1].Value + x.Shape[^1].Value,
        };
        if (!block.TryAdd(statement))
            return null;
        block.Module.Weights.Add(new($"_{name}.Weight", field, weight, features, x.Shape[^1]));
        return result;
    }

    private static Length SomeLength(BlockBuilder block)
    {
        var given = block.Module.Given.FirstOrDefault(given => given.Name == "width");
        return given is not null && block.Random.Next(3) == 0 ? given.Length : Length.Of(block.Random.Next(6) == 0 ? block.Random.Next(8, 34) : block.Random.Next(1, 8));
    }

    private static void AddTied(BlockBuilder block)
    {
        var tied = block.Module.Weights[block.Random.Next(block.Module.Weights.Count)];
        if (block.Choose(variable => variable.Rank >= 2 && variable.Shape[^1] == tied.Outputs) is not { } x)
            return;
        block.TryAdd(Statement.Of(
            block.New("tied", [.. x.Shape[..^1], tied.Inputs]),
            $"MatMul({x.Name}, {tied.Access})",
            [x],
            (frame, operands) => operands[0].matmul(frame[tied.Leaf])) with
        {
            Fields = [tied.Field],
            Terms = x.Count / x.Shape[^1].Value + x.Shape[^1].Value,
        });
    }
}
