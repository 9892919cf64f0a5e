using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Runs the passes on a sketch.</summary>
internal static class Compile
{
    public static CompiledModel Model(Graph graph, string name = "Net", string inNamespace = "Sketches")
    {
        var members = graph.Values
            .Where(value => value.Kind == ValueKind.Parameter)
            .Select(value => value.Access.Split('.')[0])
            .Distinct()
            .Select(access => new MemberModel(access, access.TrimStart('_')));
        var model = Pipeline.Run(new ModuleModel(name, inNamespace, [], name, members.ToEquatableArray(), [], [], "", [new Variant("", graph)]));
        return model.With(MemoryTable.Of([model]));
    }

    /// <summary>The lengths of a module's own frame.</summary>
    public static FrameSymbols Symbols(Graph graph) => NameLengths.Run(graph, [], null, "");

    public static Schedule Training(Graph graph) => Model(graph).Variants[0].Frame.Training;

    public static Schedule Prediction(Graph graph) => Model(graph).Variants[0].Frame.Prediction;
}
