namespace Workflow.Compiled.Parity.Tests;

/// <summary>The rows of a table.</summary>
internal sealed class EmbeddingRule() : Rule(3)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Indices.FirstOrDefault() is not { } tokens)
            return;
        var name = block.Module.Names.Next("embedding");
        var width = Length.Of(block.Random.Next(1, 7));
        var weight = new Leaf($"{name}.weight", tokens.Classes, width.Value);
        block.TryAdd(Statement.Of(
            block.New("embedded", [.. tokens.Shape, width]),
            $"_{name}.Forward({tokens.Name})",
            [tokens],
            (frame, operands) => frame[weight].index_select(0, operands[0].flatten()).reshape([.. operands[0].shape, width.Value])) with
        {
            Fields = [Fields.Module("Embedding", name, $"{tokens.Classes}, {width}")],
            Terms = tokens.Count,
        });
    }
}
