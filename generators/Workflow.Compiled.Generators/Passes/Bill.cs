using System.Globalization;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What a module costs, as far as the compiler knows it.</summary>
/// <param name="Title">The module and its signature.</param>
/// <param name="Parameters">The number of trained numbers.</param>
/// <param name="ForwardFlops">Floating-point operations of the matrix products of one forward pass over one sample.</param>
/// <param name="TrainingFlops">The same for forward and backward together.</param>
/// <param name="Training">The memory of the training pass.</param>
/// <param name="Prediction">The memory of the prediction pass.</param>
/// <param name="Saved">The values that the backward pass reads from the forward pass, with their shapes.</param>
/// <param name="NotFused">Pointwise operations that are passes over memory of their own, and why.</param>
public sealed record Bill(
    string Title,
    long Parameters,
    long ForwardFlops,
    long TrainingFlops,
    MemoryBill Training,
    MemoryBill Prediction,
    EquatableArray<string> Saved,
    EquatableArray<string> NotFused)
{
    /// <summary>Adds up a module's passes.</summary>
    public static Bill Of(ModuleModel module, Schedule training, Schedule prediction)
    {
        var (input, output) = (training.Values[training.Input], training.Values[training.Output]);
        return new Bill(
            $"{module.Name}: Forward({input.Name} {input.Shape}) -> {output.Shape}",
            training.Values.Where(value => value.Kind == ValueKind.Parameter).Sum(value => value.Shape.ElementCount.Evaluate(_ => 1)),
            Flops(prediction),
            Flops(training),
            MemoryBill.Of(training),
            MemoryBill.Of(prediction),
            SavedValues(training).ToEquatableArray(),
            training.NotFused);
    }

    /// <summary>The bill as text.</summary>
    public IEnumerable<string> Lines =>
    [
        Title,
        "",
        $"parameters             {Number(Parameters)}",
        $"products, forward      {Number(ForwardFlops)} FLOP a sample",
        $"products, training     {Number(TrainingFlops)} FLOP a sample, forward and backward",
        $"memory, training       {Training}",
        $"memory, prediction     {Prediction}",
        $"saved for backward     {Join(Saved)}",
        $"not fused              {Join(NotFused)}",
    ];

    private static long Flops(Schedule schedule) => schedule.Steps.OfType<ProductStep>().Sum(step =>
    {
        var rows = step.Left.Transposed ? step.Left.Columns : step.Left.Rows;
        var inner = step.Left.Transposed ? step.Left.Rows : step.Left.Columns;
        var columns = step.Right.Transposed ? step.Right.Rows : step.Right.Columns;
        return 2 * (rows * inner * columns).Evaluate(_ => 1);
    });

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

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
