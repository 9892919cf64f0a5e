using System.Globalization;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What a module costs, as far as the compiler knows it.</summary>
/// <param name="Title">The module and its signature.</param>
/// <param name="Parameters">The number of trained numbers; null where it depends on the constructor's arguments.</param>
/// <param name="ForwardFlops">Floating-point operations of the matrix products of one forward pass over one sample; null where unknown.</param>
/// <param name="TrainingFlops">The same for forward and backward together.</param>
/// <param name="Training">The memory of the training pass; null as long as it is not stated, and where what is inside is not known here or differs from turn to turn.</param>
/// <param name="Prediction">The memory of the prediction pass.</param>
/// <param name="Saved">The values that the backward pass reads from the forward pass, with their shapes.</param>
/// <param name="Recomputation">The cheap values that are computed again instead of being read; and of those that only the backward pass needs, which are kept, and why.</param>
/// <param name="Chunked">The logits that never exist as a whole, because their loss is computed for some rows at a time.</param>
/// <param name="NotFused">Operations that are passes over memory of their own, and why.</param>
public sealed record Bill(
    string Title,
    long? Parameters,
    long? ForwardFlops,
    long? TrainingFlops,
    MemoryBill? Training,
    MemoryBill? Prediction,
    EquatableArray<string> Saved,
    EquatableArray<string> Recomputation,
    EquatableArray<string> Chunked,
    EquatableArray<string> NotFused)
{
    private const string Unknown = "depends on the constructor's arguments or on other modules";
    private const string UnknownMemory = "depends on flags, on a list, or on a module of another assembly; TrainingPass.Memory states what it takes, and what all values would take without sharing";

    /// <summary>Adds up a module's passes.</summary>
    public static Bill Of(ModuleModel module, CompiledFrame frame)
    {
        var (training, prediction, forward) = (frame.Training, frame.Prediction, module.Variants[module.Variants.Count - 1].Forward);
        var isKnown = frame.Symbols.Items.Count <= 1 && !frame.Symbols.Fixed.Any() && !training.Steps.Any(step => step is RunStep);
        return new Bill(
            $"{module.Name}: Forward({string.Join(", ", forward.Inputs.Select(input => $"{forward.Values[input].Name} {forward.Values[input].Shape}"))}) -> {Results(training)}",
            isKnown ? training.Values.Where(value => value.Kind == ValueKind.Parameter).Sum(value => value.Shape.ElementCount.Evaluate(_ => 1)) : null,
            isKnown ? Flops(prediction.Steps) : null,
            isKnown ? Flops(training.Steps.Where(step => !step.IsBackward || (step.Role & StepRole.ParameterGradients) != 0)) : null,
            Training: null,
            Prediction: null,
            Saved: SavedValues(training).ToEquatableArray(),
            Recomputation: training.Recomputation,
            Chunked: frame.Chunked,
            NotFused: frame.NotChunked.Concat(training.NotFused).ToEquatableArray());
    }

    /// <summary>The bill as text.</summary>
    public IEnumerable<string> Lines =>
    [
        Title,
        "",
        $"parameters             {Known(Parameters)}",
        $"products, forward      {Known(ForwardFlops, " FLOP a sample")}",
        $"products, training     {Known(TrainingFlops, " FLOP a sample, forward and backward")}",
        $"memory, training       {Training?.ToString() ?? UnknownMemory}",
        $"memory, prediction     {Prediction?.ToString() ?? UnknownMemory.Split(';')[0]}",
        $"saved for backward     {Join(Saved)}",
        .. Decisions("computed again", Recomputation),
        .. Decisions("loss in chunks", Chunked),
        .. Decisions("not fused", NotFused),
    ];

    private static long Flops(IEnumerable<Step> steps) => steps.Sum(step => step switch
    {
        ProductStep product => Flops(product),
        WindowStep window => 2 * window.Call.MultiplyAdds.Evaluate(_ => 1),
        PooledStep pooled => Flops([pooled.Convolution]),
        _ => 0,
    });

    private static long Flops(ProductStep step)
    {
        var rows = step.Left.Transposed ? step.Left.Columns : step.Left.Rows;
        var inner = step.Left.Transposed ? step.Left.Rows : step.Left.Columns;
        var columns = step.Right.Transposed ? step.Right.Rows : step.Right.Columns;
        return 2 * (rows * inner * columns).Evaluate(_ => 1);
    }

    private static IEnumerable<string> SavedValues(Schedule schedule)
    {
        var forward = new HashSet<int>(schedule.Steps.Where(step => !step.IsBackward).SelectMany(step => step.Writes));
        return schedule.Steps
            .Where(step => step.IsBackward)
            .SelectMany(step => step.Reads)
            .Where(forward.Contains)
            .Distinct()
            .OrderBy(value => value)
            .Select(value => $"{schedule.Values[value].Name} {schedule.Values[value].Shape}");
    }

    private static string Join(EquatableArray<string> items) => items.Count == 0 ? "nothing" : string.Join("; ", items);

    /// <summary>One decision a line, the first behind the title.</summary>
    private static IEnumerable<string> Decisions(string title, EquatableArray<string> decisions) =>
        decisions.DefaultIfEmpty("nothing").Select((decision, i) => $"{(i == 0 ? title : ""),-23}{decision}");

    private static string Results(Schedule schedule) => schedule.Outputs.Count == 1
        ? schedule.Outputs[0].Shape.ToString()
        : $"({string.Join(", ", schedule.Outputs.Select(output => output.Shape))})";

    private static string Known(long? number, string unit = "") => number is { } known ? Number(known) + unit : Unknown;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
