using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A reduction over some axes.</summary>
internal sealed class ReductionRule() : Rule(8)
{
    private static readonly (string Name, Func<torch.Tensor, long[], bool, torch.Tensor> Torch)[] s_reductions =
    [
        ("Sum", (x, axes, keep) => x.sum(axes, keepdim: keep)),
        ("Mean", (x, axes, keep) => x.mean(axes, keepdim: keep)),
        ("Max", (x, axes, keep) => x.amax(axes, keep)),
        ("Min", (x, axes, keep) => x.amin(axes, keep)),
        ("Var", (x, axes, keep) => x.var(axes, unbiased: true, keepdim: keep)),
        ("Std", (x, axes, keep) => x.std(axes, unbiased: true, keepdim: keep)),
    ];

    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(variable => variable.Rank >= 1) is not { } x)
            return;
        var axes = SomeAxes(block, x.Rank);
        // Without the batch there is less to build on.
        if (axes.Contains(0) && x.Rank > 1 && block.Random.Next(3) > 0)
            axes = [.. axes.Where(axis => axis > 0).DefaultIfEmpty(x.Rank - 1)];
        var keep = block.Random.Next(2) == 0;
        var shape = x.Shape.Select((length, axis) => axes.Contains(axis) ? Length.Of(1) : length).Where((_, axis) => keep || !axes.Contains(axis)).ToArray();
        var (name, meaning) = s_reductions[block.Random.Next(s_reductions.Length)];
        int[] written = [.. axes.Select(axis => Written(block, axis, x.Rank))];
        var list = string.Join(", ", written);
        block.TryAdd(Statement.Of(
            block.New(name.ToLowerInvariant(), shape),
            keep ? $"{x.Name}.{name}([{list}], keepDim: true)" : $"{x.Name}.{name}({list})",
            [x],
            (_, operands) => meaning(operands[0], [.. axes.Select(axis => (long)axis)], keep)) with
        {
            Terms = axes.Aggregate(1, (product, axis) => product * x.Shape[axis].Value),
        });
    }
}
