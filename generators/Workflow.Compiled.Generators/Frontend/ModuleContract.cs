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
    /// <param name="variants">The paths.</param>
    /// <param name="hyperparameters">The constructor's values on which shapes depend.</param>
    /// <param name="demands">What the constructor's values must keep.</param>
    public static ModuleContract? Of(IReadOnlyList<Variant> variants, IEnumerable<Hyperparameter> hyperparameters, IEnumerable<Guard> demands)
    {
        var outputs = variants.Select(variant => Shapes(variant.Forward, variant.Forward.Outputs)).Distinct().ToArray();
        var guards = variants[0].Forward.Guards;
        if (outputs.Length > 1 || variants.Any(variant => !variant.Forward.Guards.Equals(guards)))
            return null;
        var inputs = Shapes(variants[0].Forward, variants[0].Forward.Inputs);
        var known = new HashSet<string>(hyperparameters.Select(hyperparameter => hyperparameter.Name), StringComparer.Ordinal);
        return new ModuleContract(
            inputs,
            outputs[0],
            inputs.SelectMany(shape => shape.Dimensions).SelectMany(dimension => dimension.Symbols).Where(symbol => !known.Contains(symbol)).Distinct().ToEquatableArray(),
            FrameBorder.IsOnImages(variants.Select(variant => variant.Forward)),
            Samples.AreApart([.. variants.Select(variant => variant.Forward)]),
            guards.Concat(demands).ToEquatableArray());
    }

    private static EquatableArray<Shape> Shapes(Graph graph, EquatableArray<int> values) => values.Select(value => graph.Values[value].Shape).ToEquatableArray();
}
