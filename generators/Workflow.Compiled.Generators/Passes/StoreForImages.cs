using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Images that are flattened for linear layers are read where they lie, with the channels of a pixel side by side: the weights of the layers are stored in that order, so nothing has to be moved.
/// </summary>
/// <remarks>
/// The rule: the image behind the batch is flattened whole; only linear layers read it; each of their weights is read nowhere else, on any path, and nobody but the class
/// gets hold of its layer; and how many pixels an image has is known when the model is made.
/// </remarks>
internal static class StoreForImages
{
    /// <summary>The paths of a module, and the weights that are stored for images.</summary>
    public static (EquatableArray<Variant> Variants, EquatableArray<ImageWeight> Weights) Run(ModuleModel module)
    {
        Candidate[] candidates = [.. module.Variants.SelectMany((variant, path) => Candidates(module, variant.Forward, path))];
        var uses = module.Variants.SelectMany(variant => WeightsOf(variant.Forward)).ToLookup(access => access, StringComparer.Ordinal);
        var taken = candidates.Where(candidate => candidate.Weights.All(IsAlways)).ToArray();
        while (taken.Length < candidates.Length)
        {
            candidates = taken;
            taken = [.. candidates.Where(candidate => candidate.Weights.All(IsAlways))];
        }

        return (
            module.Variants.Select((variant, path) => variant with { Forward = taken.Where(candidate => candidate.Path == path).Aggregate(variant.Forward, Permuted) }).ToEquatableArray(),
            taken.SelectMany(candidate => candidate.Weights).Distinct().ToEquatableArray());

        // A weight has one order, so wherever it is read, such an image is multiplied with it.
        bool IsAlways(ImageWeight weight) => uses[weight.Access].Count() == candidates.Count(candidate => candidate.Weights.Contains(weight));
    }

    private static IEnumerable<Candidate> Candidates(ModuleModel module, Graph graph, int path)
    {
        foreach (var flatten in graph.Nodes.OfType<OperatorNode>().Where(node => IsOfImages(graph, node)))
        {
            var readers = graph.Nodes.Where(node => node.Inputs.Contains(flatten.Output)).ToArray();
            var pixels = ShapeRules.Product(graph.Values[flatten.Inputs[0]].Shape, 2, graph.Values[flatten.Inputs[0]].Shape.Rank);
            if (pixels.Equals(1) || !IsKnown(module, pixels) || graph.Outputs.Contains(flatten.Output) || !readers.All(node => node is OperatorNode { Operator: "Linear" }))
                continue;
            var weights = readers.Select(node => new ImageWeight(graph.Values[node.Inputs[1]].Access, pixels)).ToEquatableArray();
            if (weights.All(weight => IsOwn(module, weight.Access)))
                yield return new Candidate(path, flatten, weights);
        }
    }

    /// <summary>Whether it flattens whole images that lie with the channels of a pixel side by side.</summary>
    private static bool IsOfImages(Graph graph, OperatorNode flatten)
    {
        if (flatten.Operator is not ("Flatten" or "Reshape"))
            return false;
        var (source, result) = (graph.Values[flatten.Inputs[0]].Shape, graph.Values[flatten.Output].Shape);
        return source.Rank > 2 && result.Rank == 2 && source[0].Equals(result[0]) && IsChannelsLast(graph, flatten.Inputs[0]);
    }

    /// <summary>Whether a value lies so: a kernel of images gives it, or pointwise work on what it gives.</summary>
    private static bool IsChannelsLast(Graph graph, int value) => graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(value)) switch
    {
        OperatorNode { Operator: "Squeeze" } squeeze => IsChannelsLast(graph, squeeze.Inputs[0]),
        OperatorNode use when OperatorRegistry.Get(use.Operator) is PointwiseOperator => use.Inputs.Any(input => IsChannelsLast(graph, input)),
        { } node => FrameBorder.IsOnImages(node),
        null => false,
    };

    private static bool IsKnown(ModuleModel module, Dimension pixels) =>
        pixels.Symbols.All(symbol => module.Hyperparameters.Any(hyperparameter => hyperparameter.Name == symbol && !hyperparameter.IsList));

    /// <summary>Whether a weight is one of a layer that only the class gets hold of, and that is always there. Of layers that loops run over, each place may mean any.</summary>
    private static bool IsOwn(ModuleModel module, string access) =>
        !access.Contains("{") && module.Members.Any(member => member is { IsOwn: true, IsOptional: false } && member.Access == AccessPath.RootOf(access))
        && !module.Variants.SelectMany(variant => WeightsOf(variant.Forward)).Any(other => other.Contains("{") && AccessPath.RootOf(other) == AccessPath.RootOf(access));

    /// <summary>What the class reads of itself, once for each place.</summary>
    private static IEnumerable<string> WeightsOf(Graph graph) =>
        graph.Nodes.SelectMany(graph.InputsOf).Where(value => value.Kind is ValueKind.Parameter or ValueKind.Buffer).Select(value => value.Access)
            .Concat(graph.Nodes.OfType<LoopNode>().SelectMany(loop => WeightsOf(loop.Body)));

    /// <summary>The graph in which the image is brought into the order of memory before it is flattened, which moves nothing.</summary>
    private static Graph Permuted(Graph graph, Candidate candidate)
    {
        var flatten = candidate.Flatten;
        var image = graph.Values[flatten.Inputs[0]];
        var order = ChannelsLast.Order(image.Shape.Rank);
        var pixels = image with
        {
            Id = graph.Values.Count,
            Name = new UniqueNames(graph.Values.Select(value => value.Name)).Next($"{image.Name}Pixels"),
            Shape = ChannelsLast.Of(image.Shape),
            Kind = ValueKind.Intermediate,
            Access = "",
        };
        var dims = new Attributes([new NamedAttribute("dims", new AttributeValue.List(order.Select(axis => (Dimension)axis).ToEquatableArray()))]);
        return graph with
        {
            Values = [.. graph.Values, pixels],
            Nodes = graph.Nodes.SelectMany(node => ReferenceEquals(node, flatten)
                ? [new OperatorNode("Permute", flatten.Inputs, pixels.Id, dims, flatten.Label), flatten with { Inputs = [pixels.Id] }]
                : (Node[])[node]).ToEquatableArray(),
        };
    }

    /// <summary>A flattening whose readers could read the image where it lies.</summary>
    private sealed record Candidate(int Path, OperatorNode Flatten, EquatableArray<ImageWeight> Weights);
}

/// <summary>The weight of a linear layer that is stored for flattened images.</summary>
/// <param name="Access">How the class reaches it.</param>
/// <param name="Pixels">The pixels of an image.</param>
public sealed record ImageWeight(string Access, Dimension Pixels);
