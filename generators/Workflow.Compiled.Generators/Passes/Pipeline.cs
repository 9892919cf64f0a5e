using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The passes in their order, each checked.</summary>
internal static class Pipeline
{
    public static CompiledModel Run(ModuleModel module)
    {
        var (stored, imageWeights) = StoreForImages.Run(module);
        Graph[] paths = [.. stored.Select(variant => variant.Forward)];
        var isOnImages = FrameBorder.IsOnImages(paths);
        var variants = stored
            .Select((variant, i) => new CompiledVariant(variant.Condition, stored.Count == 1 ? "" : $"{i + 1}", Compile(variant.Forward, module.Hyperparameters, null, "", isOnImages)))
            .ToEquatableArray();
        return new CompiledModel(module, variants, imageWeights, isOnImages, Samples.AreApart(paths), Bill.Of(module, variants[variants.Count - 1].Frame), ShapeTable.Of(module));
    }

    private static CompiledFrame Compile(Graph graph, EquatableArray<Hyperparameter> hyperparameters, FrameSymbols? outer, string index, bool isOnImages)
    {
        var (chunked, notes, notChunked) = ChunkLosses.Run(Verify.Check(graph));
        graph = Verify.Check(DivideLoops.Run(Verify.Check(PoolBeforeActivation.Run(Verify.Check(chunked)))));
        var symbols = NameLengths.Run(graph, hyperparameters, outer, index);
        var sites = FrameSites.Of(graph, symbols);
        var loops = graph.Nodes.OfType<LoopNode>()
            .Select(loop => new CompiledLoop(sites[loop].Name, Compile(loop.Body, hyperparameters, symbols, loop.Index, FrameBorder.IsOnImages(loop))));
        return new CompiledFrame(
            symbols,
            Schedule(Lower.ForTraining(graph, symbols, isOnImages), symbols),
            Schedule(Lower.ForPrediction(graph, symbols, isOnImages), symbols),
            loops.ToEquatableArray(),
            notes,
            notChunked);
    }

    private static Schedule Schedule(Program program, FrameSymbols symbols)
    {
        var shortened = Verify.Check(SumBeforeSpreading.Run(Verify.Check(program)));
        var live = Verify.Check(HoistModelWork.Run(RemoveDeadCode.Run(shortened)));
        return Verify.Check(PlanFrames.Run(PlanMemory.Run(Fuse.Run(live, symbols), live)));
    }
}
