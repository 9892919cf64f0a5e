using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>A frame as a class to be printed.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Base">The class that it derives from.</param>
/// <param name="Module">The class of the module, with its type parameters.</param>
/// <param name="IsTraining">Whether it has a backward pass.</param>
/// <param name="IsOverriding">Whether its base declares the passes, because the module has several paths.</param>
/// <param name="Frame">What it computes.</param>
internal sealed record FrameClass(string Name, string Base, string Module, bool IsTraining, bool IsOverriding, CompiledFrame Frame)
{
    /// <summary>The kind of frame, as generated names spell it.</summary>
    public string Kind => KindOf(IsTraining);

    /// <summary>The steps and their memory.</summary>
    public Schedule Schedule => IsTraining ? Frame.Training : Frame.Prediction;

    /// <summary>The lengths that it knows.</summary>
    public FrameSymbols Symbols => Frame.Symbols;

    /// <summary>The bodies of its loops as classes of their own.</summary>
    public IEnumerable<FrameClass> Loops => Frame.Loops.Select(loop =>
        new FrameClass(TurnOf(loop.Name), $"Runtime::{Kind}Frame", Module, IsTraining, false, loop.Frame));

    /// <summary>The parameters of the constructor and of <c>Open</c> behind the model: what the caller gives.</summary>
    public IEnumerable<string> Parameters =>
    [
        .. IsTraining ? ["Runtime::TrainingContext context"] : Array.Empty<string>(),
        .. Symbols.Indices.Select(index => $"int {index}"),
        .. Symbols.Free.Select(length => $"int {length.Name}"),
    ];

    /// <summary>The class of a loop's turns.</summary>
    public string TurnOf(string loop) => $"{Names.Pascal(loop)}{Kind}Turn{Name.Substring($"{Kind}Frame".Length)}";

    /// <summary>The kind of frame, as generated names spell it.</summary>
    public static string KindOf(bool isTraining) => isTraining ? "Training" : "Prediction";
}
