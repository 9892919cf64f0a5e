namespace Workflow.Compiled.Parity.Tests;

/// <summary>A pointwise sample of the table, on operands of any shape.</summary>
internal sealed class ElementwiseRule() : Rule(22)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room) => Add(block, _ => true);

    /// <summary>Adds one whose first operand fits; gives its result, or null.</summary>
    public static Variable? Add(BlockBuilder block, Func<Variable, bool> fits)
    {
        var sample = SampleTraits.Elementwise[block.Random.Next(SampleTraits.Elementwise.Count)];
        var operands = sample.Sample.Operands;
        if (block.Choose(fits) is not { } first || Adapter.Within(block, first, operands[0]) is not { } ready)
            return null;
        var reads = new List<Variable> { ready };
        foreach (var operand in operands.Skip(1))
        {
            if (block.Choose(variable => variable.HasShape(first.Shape)) is not { } other || Adapter.Within(block, other, operand) is not { } fitting)
                return null;
            reads.Add(fitting);
        }

        var result = block.New(char.ToLowerInvariant(sample.Sample.Operator[0]) + sample.Sample.Operator[1..], first.Shape);
        var expression = sample.Expression([.. reads.Select(read => read.Name)]);
        return block.TryAdd(Statement.Of(result, expression, reads, (_, values) => sample.Sample.Torch([.. values]))) ? result : null;
    }
}
