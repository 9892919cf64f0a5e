using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Names the places of a graph that run other frames.</summary>
internal static class FrameSites
{
    public static IReadOnlyDictionary<Node, FrameSite> Of(Graph graph, FrameSymbols symbols)
    {
        var sites = new Dictionary<Node, FrameSite>(ByReference<Node>.Instance);
        var names = new UniqueNames();
        var random = 0;
        foreach (var node in graph.Nodes)
        {
            if (Lower.IsRandom(node))
                random++;
            if (node is CallNode call)
                sites[node] = new CallSite(names.Next(call.Label), random, call.Callee, call.Access, call.Symbols, call.Given, call.IsFrozen, call.IsCheckpointed);
            else if (node is LoopNode loop)
                sites[node] = new LoopSite(names.Next(loop.Label), random, loop.Count, loop.Body.Outputs.Count, loop.Divided, symbols.FreeLengths);
        }

        return sites;
    }
}
