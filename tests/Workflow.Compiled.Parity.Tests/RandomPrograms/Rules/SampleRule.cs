namespace Workflow.Compiled.Parity.Tests;

/// <summary>A use of an operator as the table of samples has it, on operands of exactly its shapes.</summary>
internal sealed class SampleRule() : Rule(10)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        var traits = SampleTraits.All[block.Random.Next(SampleTraits.All.Count)];
        var sample = traits.Sample;
        var names = new string[sample.Operands.Length];
        var places = new int[sample.Operands.Length];
        var parameters = new Leaf?[sample.Operands.Length];
        var reads = new List<Variable>();
        for (var i = 0; i < sample.Operands.Length; i++)
        {
            var operand = sample.Operands[i];
            if (!operand.IsBatched)
            {
                var leaf = parameters[i] = new Leaf(block.Module.Names.Next("operand"), operand.TorchShape) { Low = operand.Low, High = operand.High, IsSigned = operand.IsSigned };
                names[i] = $"_{leaf.Name}";
                continue;
            }

            if (Adapter.Shaped(block, [.. operand.Lengths.Select(Length.Of)]) is not { } shaped || Adapter.Within(block, shaped, operand) is not { } ready)
                return;
            (names[i], places[i]) = (ready.Name, reads.Count);
            reads.Add(ready);
        }

        var result = block.New(char.ToLowerInvariant(sample.Operator[0]) + sample.Operator[1..], [reads[0].Shape[0], .. traits.Lengths.Select(Length.Of)]);
        var statement = Statement.Of(
            result,
            traits.Expression(names),
            reads,
            (frame, operands) => sample.Torch([.. places.Select((place, i) => parameters[i] is { } leaf ? frame[leaf] : operands[place])]));
        block.TryAdd(statement with
        {
            Fields = [.. parameters.OfType<Leaf>().Select(leaf => Fields.Parameter(leaf, leaf.Shape.Select(length => Length.Of((int)length))))],
            Terms = sample.Terms,
        });
    }
}
