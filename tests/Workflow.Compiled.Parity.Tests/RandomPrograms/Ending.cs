using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Makes results of what nothing reads, so that every statement counts.</summary>
internal static class Ending
{
    /// <summary>The results of a block: what nothing reads, the last of it joined where there are too many.</summary>
    /// <param name="block">The block.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="most">The most results.</param>
    public static IReadOnlyList<Variable> Join(BlockBuilder block, IReadOnlyList<Variable> inputs, int most)
    {
        var ends = new Queue<Variable>(block.Build(inputs, []).Ends.Where(end => end.IsBatched));
        if (ends.Count == 0)
            ends.Enqueue(Something(block));
        var results = new List<Variable>();
        var count = block.Random.Next(1, most + 1);
        while (ends.Count > 0 && results.Count < count - 1)
            results.Add(ends.Dequeue());
        if (ends.Count > 0)
            results.Add(ends.Skip(1).Aggregate(ends.Dequeue(), (sum, end) => Sum(block, sum, end)));
        return results;
    }

    private static Variable Something(BlockBuilder block)
    {
        var input = block.Choose(variable => variable.IsBatched) ?? throw new InvalidOperationException("a block has a batched variable");
        var result = block.New("result", input.Shape);
        block.Add(Statement.Of(result, $"Tanh({input.Name})", [input], (_, operands) => operands[0].tanh()));
        return result;
    }

    /// <summary>The mean of one for each sample, times the other.</summary>
    private static Variable Sum(BlockBuilder block, Variable sum, Variable end)
    {
        var mean = Mean(block, end);
        var column = mean;
        if (sum.Rank > 1)
        {
            column = block.New("column", [mean.Shape[0], .. Enumerable.Repeat(Length.Of(1), sum.Rank - 1)]);
            var ones = string.Concat(Enumerable.Repeat(", 1", sum.Rank - 1));
            block.Add(Statement.Of(column, $"{mean.Name}.Reshape(-1{ones})", [mean], (_, operands) => operands[0].reshape(column.TorchShape)));
        }

        var result = block.New("result", sum.Shape);
        return block.TryAdd(Statement.Of(result, $"{sum.Name} * 0.5f + {column.Name}", [sum, column], (_, operands) => operands[0] * 0.5f + operands[1])) ? result : sum;
    }

    private static Variable Mean(BlockBuilder block, Variable end)
    {
        if (end.Rank == 1)
            return end;
        var axes = Enumerable.Range(1, end.Rank - 1).ToArray();
        var weighted = end;
        if (end.IsWritableBehindBatch)
        {
            // A weight for each element, so that no mistake is lost in the sum.
            weighted = block.New("weighted", end.Shape);
            var leaf = new Leaf(block.Module.Names.Next("mix"), [.. end.TorchShape.Skip(1)]) { Low = 0.3f };
            block.Add(Statement.Of(weighted, $"{end.Name} * _{leaf.Name}", [end], (frame, operands) => operands[0] * frame[leaf]) with
            {
                Fields = [Fields.Parameter(leaf, end.Shape.Skip(1))],
            });
        }

        var mean = block.New("mean", end.Shape[0]);
        block.Add(Statement.Of(mean, $"{weighted.Name}.Mean({string.Join(", ", axes)})", [weighted], (_, operands) => operands[0].mean([.. axes.Select(axis => (long)axis)])));
        return mean;
    }
}
