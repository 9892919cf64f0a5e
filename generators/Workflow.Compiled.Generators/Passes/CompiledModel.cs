using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>A module after all passes: what is printed.</summary>
/// <param name="Module">The module.</param>
/// <param name="Variants">Its frames, one pair for each path through conditions on constructor values; the last has no condition.</param>
/// <param name="ImageWeights">The weights of linear layers that are stored for flattened images.</param>
/// <param name="IsOnImages">Whether its frames take and give images in the order of memory.</param>
/// <param name="AreSamplesApart">Whether prediction may compute a few samples at a time.</param>
/// <param name="Bill">What the module costs.</param>
/// <param name="Shapes">The shapes of what it computes, for its documentation.</param>
public sealed record CompiledModel(ModuleModel Module, EquatableArray<CompiledVariant> Variants, EquatableArray<ImageWeight> ImageWeights, bool IsOnImages, bool AreSamplesApart, Bill Bill, EquatableArray<ShapeRow> Shapes)
{
    /// <summary>With the memory of its passes in the bill.</summary>
    internal CompiledModel With(EquatableArray<ModuleMemory> memories) =>
        memories.First(memory => memory.Module == Module.FullName) is var own ? this with { Bill = Bill with { Training = own.Training, Prediction = own.Prediction } } : this;
}

/// <summary>One path through <c>Forward</c>.</summary>
/// <param name="Condition">The C# condition under which it is taken; empty for the path that is left.</param>
/// <param name="Suffix">What tells its frames from those of other paths; empty for the only one.</param>
/// <param name="Frame">Its frames.</param>
public sealed record CompiledVariant(string Condition, string Suffix, CompiledFrame Frame);

/// <summary>A graph compiled for training and for prediction.</summary>
/// <param name="Symbols">The lengths that its frames know.</param>
/// <param name="Training">Forward and backward.</param>
/// <param name="Prediction">Forward alone.</param>
/// <param name="Loops">The bodies of its loops, by the name of the field that holds their frames.</param>
/// <param name="Chunked">The logits that never exist as a whole, because their loss is computed for some rows at a time.</param>
/// <param name="NotChunked">The losses that are not, and why.</param>
public sealed record CompiledFrame(
    FrameSymbols Symbols,
    Schedule Training,
    Schedule Prediction,
    EquatableArray<CompiledLoop> Loops,
    EquatableArray<string> Chunked,
    EquatableArray<string> NotChunked);

/// <summary>The body of a loop.</summary>
/// <param name="Name">The name of the field that holds the frames of the turns.</param>
/// <param name="Frame">The frames of one turn.</param>
public sealed record CompiledLoop(string Name, CompiledFrame Frame);
