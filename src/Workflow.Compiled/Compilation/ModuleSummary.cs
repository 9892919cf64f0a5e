using System.Globalization;

namespace Workflow.Compiled;

/// <summary>What a compiled module costs, as the compiler knows it: the bill at the head of the generated file.</summary>
/// <param name="Title">The module and its signature.</param>
/// <param name="Parameters">The number of trained numbers; null, as the figures below, where it depends on the constructor's arguments or on other modules.</param>
/// <param name="ForwardFlops">Floating-point operations of the matrix products of one forward pass over one sample.</param>
/// <param name="TrainingFlops">The same for forward and backward together.</param>
/// <param name="Training">The arena of a training pass.</param>
/// <param name="Prediction">The arena of a prediction pass.</param>
/// <param name="SavedForBackward">The values that the backward pass reads from the forward pass, with their shapes.</param>
/// <param name="ComputedAgain">The cheap values that are computed again instead of being read; and of those that only the backward pass needs, which are kept, and why.</param>
/// <param name="LossInChunks">The logits that never exist as a whole, because their loss is computed for some rows at a time.</param>
/// <param name="NotFused">Operations that are passes over memory of their own, and why.</param>
public sealed record ModuleSummary(
    string Title,
    long? Parameters,
    long? ForwardFlops,
    long? TrainingFlops,
    ArenaSize? Training,
    ArenaSize? Prediction,
    IReadOnlyList<string> SavedForBackward,
    IReadOnlyList<string> ComputedAgain,
    IReadOnlyList<string> LossInChunks,
    IReadOnlyList<string> NotFused)
{
    private const string Unknown = "depends on the constructor's arguments or on other modules";

    /// <summary>The summary as a small table.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        Title,
        Line("parameters", Known(Parameters, "")),
        Line("products, forward", Known(ForwardFlops, " FLOP a sample")),
        Line("products, training", Known(TrainingFlops, " FLOP a sample")),
        Line("memory, training", Training?.ToString() ?? Unknown),
        Line("memory, prediction", Prediction?.ToString() ?? Unknown),
        Line("saved for backward", Join(SavedForBackward)),
        Line("computed again", Join(ComputedAgain)),
        Line("loss in chunks", Join(LossInChunks)),
        Line("not fused", Join(NotFused)));

    private static string Line(string name, string value) => $"  {name,-20}{value}";

    private static string Join(IReadOnlyList<string> items) => items.Count == 0 ? "nothing" : string.Join("; ", items);

    private static string Known(long? number, string unit) => number is { } known ? Number(known) + unit : Unknown;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
