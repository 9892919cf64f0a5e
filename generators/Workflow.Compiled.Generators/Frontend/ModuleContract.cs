using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What a caller needs to know of a module.</summary>
/// <param name="Inputs">The shapes of its arguments.</param>
/// <param name="Outputs">The shapes of its results, in terms of the symbols of the inputs and of the constructor's parameters.</param>
/// <param name="FreeSymbols">The symbols of the inputs that are no parameters of the constructor, in the order in which they are first mentioned.</param>
/// <param name="Guards">What the module could not prove.</param>
internal sealed record ModuleContract(EquatableArray<Shape> Inputs, EquatableArray<Shape> Outputs, EquatableArray<string> FreeSymbols, EquatableArray<Guard> Guards)
{
    /// <summary>All lengths, apart from those in the loops of guards.</summary>
    public IEnumerable<Dimension> Lengths => Inputs.Concat(Outputs).SelectMany(shape => shape.Dimensions)
        .Concat(Guards.Where(guard => guard.Loops.Count == 0).SelectMany(guard => new[] { guard.Left, guard.Right }))
        .Concat(Guards.SelectMany(guard => guard.Loops).Select(loop => loop.Count));

    /// <summary>The contract of a traced module; null where paths through conditions differ in what they give or demand.</summary>
    public static ModuleContract? Of(IReadOnlyList<Variant> variants, IEnumerable<Hyperparameter> hyperparameters)
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
            guards);
    }

    private static EquatableArray<Shape> Shapes(Graph graph, EquatableArray<int> values) => values.Select(value => graph.Values[value].Shape).ToEquatableArray();
}
