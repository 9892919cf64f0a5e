using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A pointwise operator between tensors of different shapes, or of shapes that are equal in this run alone: then the model or its passes check that they are.</summary>
internal sealed class BroadcastRule() : Rule(10)
{
    private static readonly (string Text, Func<torch.Tensor, torch.Tensor, torch.Tensor> Torch)[] s_operators =
    [
        ("{0} + {1}", (a, b) => a + b),
        ("{0} - {1}", (a, b) => a - b),
        ("{0} * {1}", (a, b) => a * b),
        ("{0} / (1.5f + Square({1}))", (a, b) => a / (1.5f + b.square())),
        ("Maximum({0}, {1})", torch.maximum),
        ("Minimum({0}, {1})", torch.minimum),
        ("Where({0} > {1}, {0} * 0.5f, {1})", (a, b) => torch.where(a > b, a * 0.5f, b)),
        ("{0} * ({1} <= {0})", (a, b) => a * (b <= a)),
    ];

    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(_ => true) is not { } left || block.Choose(variable => Common(left, variable) is not null && !variable.HasShape(left.Shape)) is not { } right)
            return;
        var shape = Common(left, right)!;
        if (block.Random.Next(2) == 0)
            (left, right) = (right, left);
        var (text, meaning) = s_operators[block.Random.Next(s_operators.Length)];
        block.TryAdd(Statement.Of(block.New("joined", shape), string.Format(null, text, left.Name, right.Name), [left, right], (_, operands) => meaning(operands[0], operands[1])) with
        {
            Terms = shape.Aggregate(1, (product, length) => product * length.Value) / Math.Max(1, Math.Min(left.Count, right.Count)),
        });
    }

    private static Length[]? Common(Variable left, Variable right)
    {
        var shape = new Length[Math.Max(left.Rank, right.Rank)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var (l, r) = (i > left.Rank ? Length.Of(1) : left.Shape[^i], i > right.Rank ? Length.Of(1) : right.Shape[^i]);
            if (l != r && l.Text != "1" && r.Text != "1" && !AreEqualHere(l, r))
                return null;
            shape[^i] = l.Text == "1" ? r : l;
        }

        return shape;
    }

    private static bool AreEqualHere(Length left, Length right) =>
        left.Value == right.Value && new[] { left, right }.All(length => length.Text != RandomProgram.BatchSymbol) && new[] { left, right }.Any(length => length.IsName);
}
