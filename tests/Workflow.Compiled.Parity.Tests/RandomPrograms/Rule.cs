namespace Workflow.Compiled.Parity.Tests;

/// <summary>A way to add a statement to a random program.</summary>
/// <param name="weight">How often it is tried.</param>
internal abstract class Rule(int weight)
{
    private const int MostAttempts = 400;

    private static readonly Rule[] s_all =
    [
        new ElementwiseRule(), new SampleRule(), new BroadcastRule(), new LinearRule(), new ReductionRule(), new SoftmaxRule(), new NormRule(), new MatMulRule(),
        new PermuteRule(), new ReshapeRule(), new AxisRule(), new SliceRule(), new SplitRule(), new JoinRule(), new StateRule(), new EmbeddingRule(), new LossRule(),
        new ConditionRule(), new MethodRule(), new LoopRule(), new ModuleRule(), new ModuleListRule(),
    ];

    private static readonly Rule[] s_weighted = [.. s_all.SelectMany(rule => Enumerable.Repeat(rule, rule.Weight))];

    /// <summary>How often it is tried, in comparison with others.</summary>
    private int Weight => weight;

    /// <summary>Adds statements of about so many operators.</summary>
    public static void AddSome(BlockBuilder block, int operators)
    {
        for (var attempt = 0; attempt < MostAttempts && block.Operators < operators; attempt++)
            s_weighted[block.Random.Next(s_weighted.Length)].TryAdd(block, operators - block.Operators);
    }

    /// <summary>Adds a statement, where the block has what it takes.</summary>
    /// <param name="block">The block.</param>
    /// <param name="room">About how many operators it may have.</param>
    protected abstract void TryAdd(BlockBuilder block, int room);

    /// <summary>An axis as the user may write it, counted from the front or from the back.</summary>
    protected static int Written(BlockBuilder block, int axis, int rank) => block.Random.Next(2) == 0 ? axis : axis - rank;

    /// <summary>A variable and an axis behind its batch that has several elements, of a number that is known; null where there is none.</summary>
    protected static (Variable Tensor, int Axis)? SomeLongAxis(BlockBuilder block)
    {
        if (block.Choose(variable => variable.IsBatched && variable.Shape.Skip(1).Any(IsLong)) is not { } tensor)
            return null;
        int[] axes = [.. Enumerable.Range(1, tensor.Rank - 1).Where(axis => IsLong(tensor.Shape[axis]))];
        return (tensor, axes[block.Random.Next(axes.Length)]);
    }

    /// <summary>Some axes.</summary>
    protected static int[] SomeAxes(BlockBuilder block, int rank)
    {
        int[] axes = [.. Enumerable.Range(0, rank).Where(_ => block.Random.Next(2) == 0)];
        return axes.Length > 0 ? axes : [block.Random.Next(rank)];
    }

    private static bool IsLong(Length length) => length.IsNumber && length.Value > 1;
}
