namespace Workflow.Compiled.Generators.Tests;

/// <summary>All bugs, by what they are about.</summary>
internal static class Corpus
{
    public static readonly IReadOnlyList<ShapeBug> All =
    [
        .. FlattenBugs.All,
        .. LinearBugs.All,
        .. MatMulBugs.All,
        .. AttentionBugs.All,
        .. AxisBugs.All,
        .. BatchBugs.All,
        .. JoinBugs.All,
        .. BroadcastBugs.All,
        .. LossBugs.All,
        .. ResidualBugs.All,
        .. SequentialBugs.All,
        .. ReshapeBugs.All,
        .. ConvolutionBugs.All,
        .. ScalingBugs.All,
        .. EmbeddingBugs.All,
        .. TyingBugs.All,
        .. PartBugs.All,
        .. ContractBugs.All,
        .. ListBugs.All,
        .. NormBugs.All,
        .. DeclarationBugs.All,
        .. NameBugs.All,
    ];

    private static readonly Dictionary<string, int> Places = All.Select((bug, place) => (bug.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);

    /// <summary>The bug of that name.</summary>
    public static ShapeBug Get(string name) => All[Places[name]];

    /// <summary>The place of a bug in the corpus.</summary>
    public static int IndexOf(ShapeBug bug) => Places[bug.Name];
}
