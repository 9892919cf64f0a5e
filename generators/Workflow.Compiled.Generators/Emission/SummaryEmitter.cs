using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints the bill as a property of the module.</summary>
internal static class SummaryEmitter
{
    public static void Write(SourceWriter writer, Bill bill)
    {
        writer.Line("/// <summary>What this module costs, as the compiler knows it.</summary>");
        writer.Line("public static Runtime::ModuleSummary Summary { get; } = new(");
        using var _ = writer.Indent();
        writer.Line($"{Text(bill.Title)},");
        writer.Line($"Parameters: {Number(bill.Parameters)},");
        writer.Line($"ForwardFlops: {Number(bill.ForwardFlops)},");
        writer.Line($"TrainingFlops: {Number(bill.TrainingFlops)},");
        writer.Line($"Training: {Size(bill.Training)},");
        writer.Line($"Prediction: {Size(bill.Prediction)},");
        writer.Line($"SavedForBackward: {List(bill.Saved)},");
        writer.Line($"ComputedAgain: {List(bill.Recomputation)},");
        writer.Line($"LossInChunks: {List(bill.Chunked)},");
        writer.Line($"NotFused: {List(bill.NotFused)});");
    }

    private static string Size(MemoryBill? memory) => memory is null
        ? "null"
        : $"new({Text(memory.ToString())}, BytesPerSample: {Number(memory.BytesPerSample)}, FixedBytes: {Number(memory.FixedBytes)})";

    private static string List(EquatableArray<string> items) => $"[{string.Join(", ", items.Select(Text))}]";

    private static string Text(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
