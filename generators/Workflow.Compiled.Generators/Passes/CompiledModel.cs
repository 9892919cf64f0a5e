using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>A module after all passes: what is printed.</summary>
/// <param name="Module">The module.</param>
/// <param name="Training">Forward and backward.</param>
/// <param name="Prediction">Forward alone.</param>
/// <param name="Bill">What the module costs.</param>
public sealed record CompiledModel(ModuleModel Module, Schedule Training, Schedule Prediction, Bill Bill);

/// <summary>The passes in their order, each checked.</summary>
internal static class Pipeline
{
    public static CompiledModel Run(ModuleModel module)
    {
        var graph = Verify.Check(module.Variants[module.Variants.Count - 1].Forward);
        var (training, prediction) = (Schedule(Lower.ForTraining(graph)), Schedule(Lower.ForPrediction(graph)));
        return new CompiledModel(module, training, prediction, Bill.Of(module, training, prediction));
    }

    private static Schedule Schedule(Program program)
    {
        var live = Verify.Check(RemoveDeadCode.Run(Verify.Check(program)));
        return Verify.Check(PlanMemory.Run(Fuse.Run(live), live));
    }
}
