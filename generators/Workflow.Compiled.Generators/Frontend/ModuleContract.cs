using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What a caller needs to know of a module.</summary>
/// <param name="Inputs">The shapes of its arguments.</param>
/// <param name="Outputs">The shapes of its results, in terms of the symbols of the inputs and of the constructor's parameters.</param>
/// <param name="FreeSymbols">The symbols of the inputs that are no parameters of the constructor, in the order in which they are first mentioned.</param>
/// <param name="IsOnImages">Whether its frames take and give images in the order of memory.</param>
/// <param name="AreSamplesApart">Whether what it computes of a sample in prediction depends on no other.</param>
/// <param name="Guards">What the module could not prove, and what it demands of the constructor's values.</param>
internal sealed record ModuleContract(
    EquatableArray<Shape> Inputs, EquatableArray<Shape> Outputs, EquatableArray<string> FreeSymbols, bool IsOnImages, bool AreSamplesApart, EquatableArray<Guard> Guards)
{
    /// <summary>The guards that the arguments of a call decide.</summary>
    public IEnumerable<Guard> GuardsOfCalls => Guards.Where(guard => guard.Symbols.Intersect(FreeSymbols).Any());

    /// <summary>All symbols that a caller has to know.</summary>
    public IEnumerable<string> Symbols => Inputs.Concat(Outputs).SelectMany(shape => shape.Dimensions).SelectMany(length => length.Symbols)
        .Concat(GuardsOfCalls.SelectMany(guard => guard.Symbols));

    /// <summary>The contract of a traced module; null where paths through conditions differ in what they give or demand.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="hyperparameters">The constructor's values on which shapes depend.</param>
    /// <param name="demands">What the constructor's values must keep.</param>
    public static ModuleContract? Of(IReadOnlyList<TracedPath> paths, IEnumerable<Hyperparameter> hyperparameters, IEnumerable<Guard> demands)
    {
        Graph[] graphs = [.. paths.Select(path => path.Variant.Forward)];
        var guards = graphs[0].Guards;
        if (CommonOutputs(paths) is not { } outputs || graphs.Any(graph => !graph.Guards.Equals(guards)))
            return null;
        var inputs = Shapes(graphs[0], graphs[0].Inputs);
        var known = new HashSet<string>(hyperparameters.Select(hyperparameter => hyperparameter.Name), StringComparer.Ordinal);
        return new ModuleContract(
            inputs,
            outputs.ToEquatableArray(),
            inputs.SelectMany(shape => shape.Dimensions).SelectMany(dimension => dimension.Symbols).Where(symbol => !known.Contains(symbol)).Distinct().ToEquatableArray(),
            FrameBorder.IsOnImages(graphs),
            Samples.AreApart(graphs),
            guards.Concat(demands).ToEquatableArray());
    }

    /// <summary>The shapes of the results on one of the paths that are those of every other path too, under the conditions of that: where <c>stride</c> is 1, <c>(height - 1) / stride + 1</c> is <c>height</c>.</summary>
    private static IReadOnlyList<Shape>? CommonOutputs(IReadOnlyList<TracedPath> paths) =>
        paths.Select(path => path.Outputs).FirstOrDefault(outputs => paths.All(path => path.Gives(outputs)));

    private static EquatableArray<Shape> Shapes(Graph graph, EquatableArray<int> values) => values.Select(value => graph.Values[value].Shape).ToEquatableArray();
}
