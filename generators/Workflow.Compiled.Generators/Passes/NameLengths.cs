using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Gives every length that a graph mentions a name in the frame, and each element of a list too, so that kernels see plain numbers.</summary>
internal static class NameLengths
{
    /// <param name="graph">The graph.</param>
    /// <param name="hyperparameters">What the model's constructor was given.</param>
    /// <param name="outer">The free lengths of the frame around it, for the body of a loop; null for a module's own frame.</param>
    /// <param name="index">For the body of a loop, the symbol that counts the turns.</param>
    public static FrameSymbols Run(Graph graph, EquatableArray<Hyperparameter> hyperparameters, FrameSymbols? outer, string index)
    {
        var mentioned = graph.Lengths.ToArray();
        var symbols = mentioned.SelectMany(dimension => dimension.Symbols).Distinct(StringComparer.Ordinal).ToArray();
        var known = hyperparameters.ToDictionary(item => item.Name, StringComparer.Ordinal);
        var free = outer is null
            ? graph.Inputs.SelectMany(input => graph.Values[input].Shape.Dimensions).SelectMany(dimension => dimension.Symbols)
                .Where(symbol => !known.ContainsKey(symbol)).Distinct(StringComparer.Ordinal).Select(symbol => new FrameSymbol(symbol, FrameSymbol.Identifier(symbol), ""))
            : outer.Free;
        var determined = symbols.Where(symbol => known.TryGetValue(symbol, out var item) && !item.IsList)
            .Select(symbol => new FrameSymbol(symbol, FrameSymbol.Identifier(symbol), $"model.{known[symbol].Member}"));
        var elements = mentioned.SelectMany(dimension => dimension.Elements).Distinct()
            .Select(element => new FrameSymbol(element.Key, FrameSymbol.Identifier(element.Key), $"model.{known[element.List].Member}[{Index(element, known)}]"));
        FrameSymbol[] lengths = [.. free, .. determined, .. elements];
        string[] indices = [.. outer?.Indices ?? [], .. index.Length > 0 ? [index] : Array.Empty<string>()];
        return new FrameSymbols([.. lengths, .. Reals(graph, lengths.Select(length => length.Name).Concat(indices))], indices.ToEquatableArray());
    }

    /// <summary>The real numbers of constants and attributes that are known when the model is made.</summary>
    private static IEnumerable<FrameSymbol> Reals(Graph graph, IEnumerable<string> taken)
    {
        var names = new HashSet<string>(taken, StringComparer.Ordinal);
        var constants = graph.Values.Where(value => value.Kind == ValueKind.Constant && value.Access.Length > 0).Select(value => (value.Access, value.Name));
        var attributes = graph.Nodes.OfType<OperatorNode>()
            .SelectMany(node => node.Attributes.Items.Where(item => item.Value is AttributeValue.Given)
                .Select(item => (((AttributeValue.Given)item.Value).Definition, Name: node.Label + char.ToUpperInvariant(item.Name[0]) + item.Name.Substring(1))));
        foreach (var numbers in constants.Concat(attributes).GroupBy(number => number.Item1, StringComparer.Ordinal))
        {
            var (definition, name) = numbers.First();
            var unique = name;
            for (var i = 2; !names.Add(unique); i++)
                unique = $"{name}{i}";
            yield return new FrameSymbol(definition, unique, $"(float)({definition})", IsReal: true);
        }
    }

    private static string Index(Atom.Element element, Dictionary<string, Hyperparameter> known) =>
        element.Index.ToCSharp(symbol => known.TryGetValue(symbol, out var item) ? $"model.{item.Member}" : symbol);
}
