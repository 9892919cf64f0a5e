using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// A tensor of which each turn of a loop reads the place that it counts, such as a step of time, is divided between the turns: each is given its part, and gives the gradient of it alone. Else every turn
/// would write a gradient of the whole, and a loop over a sequence take the square of its length.
/// </summary>
/// <remarks>
/// The rule: the body reads nothing but that place of one axis, all of whose places are counted, and no images. The axis is brought to the front, where the parts follow each other in memory.
/// </remarks>
internal static class DivideLoops
{
    public static Graph Run(Graph graph)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            while (graph.Nodes[i] is LoopNode loop && !FrameBorder.IsOnImages(loop) && FirstDivisible(graph, loop) is var (input, axis))
                (graph, i) = Divide(graph, i, loop, input, axis);
        }

        return graph;
    }

    /// <summary>The number of the first input that the turns can divide between them, and along which axis; null where there is none.</summary>
    private static (int Input, int Axis)? FirstDivisible(Graph graph, LoopNode loop)
    {
        for (var i = loop.Body.Outputs.Count + loop.Divided; i < loop.Inputs.Count; i++)
        {
            if (graph.Values[loop.Inputs[i]].Element == ElementType.Float && AxisOf(loop, i) is { } axis)
                return (i, axis);
        }

        return null;
    }

    /// <summary>The axis of an input of which each turn reads its place and nothing else; null where that is not so.</summary>
    private static int? AxisOf(LoopNode loop, int input)
    {
        var (body, value) = (loop.Body, loop.Body.Inputs[input]);
        var shape = body.Values[value].Shape;
        var readers = body.Nodes.Where(node => node.Inputs.Contains(value)).ToArray();
        if (readers.Length == 0 || body.Outputs.Contains(value) || readers.Any(node => node is not OperatorNode { Operator: "Select" }))
            return null;
        var axes = readers.Cast<OperatorNode>()
            .Select(node => node.Attributes.Dimension("index").Equals(Dimension.Symbol(loop.Index)) ? Axes.Normalize(node.Attributes.Int("dim"), shape.Rank) : -1)
            .Distinct().ToArray();
        return axes is [>= 0 and var axis] && shape[axis].Equals(loop.Count) && !shape.Dimensions.Where((_, other) => other != axis).Any(length => length.Mentions(loop.Index)) ? axis : null;
    }

    private static (Graph Graph, int Place) Divide(Graph graph, int place, LoopNode loop, int input, int axis)
    {
        var (values, nodes) = (graph.Values.ToList(), graph.Nodes.ToList());
        var whole = values[loop.Inputs[input]];
        if (axis > 0)
        {
            // The turns divide memory, so the axis is not only seen in front.
            var order = Enumerable.Range(0, whole.Shape.Rank).Where(other => other != axis).Prepend(axis).ToArray();
            var moved = Shape.Of([.. order.Select(other => whole.Shape[other])]);
            var turned = Shape.Of(moved[0], ShapeRules.Product(moved, 1, moved.Rank));
            var seen = Add(values, $"{whole.Name}ByTurn", moved);
            var parts = Add(values, $"{whole.Name}Turns", turned);
            nodes.Insert(place++, Movement("Permute", whole, seen, "dims", order.Select(other => (Dimension)other)));
            nodes.Insert(place++, Movement("Reshape", seen, parts, "dimensions", turned.Dimensions));
            whole = parts;
        }

        nodes[place] = loop with
        {
            Divided = loop.Divided + 1,
            Inputs = Moved(loop.Inputs, input, loop, whole.Id),
            Body = WithPart(loop.Body with { Inputs = Moved(loop.Body.Inputs, input, loop, loop.Body.Inputs[input]) }, loop.Body.Inputs[input], axis),
        };
        return (graph with { Values = values.ToEquatableArray(), Nodes = nodes.ToEquatableArray() }, place);
    }

    /// <summary>The inputs with one of them behind those that are divided.</summary>
    private static EquatableArray<int> Moved(EquatableArray<int> inputs, int input, LoopNode loop, int id)
    {
        var moved = inputs.ToList();
        moved.RemoveAt(input);
        moved.Insert(loop.Body.Outputs.Count + loop.Divided, id);
        return moved.ToEquatableArray();
    }

    /// <summary>The body that is given the part of an input which it read.</summary>
    private static Graph WithPart(Graph body, int input, int axis)
    {
        var parts = body.Nodes.Where(node => node.Inputs.Contains(input)).Select(node => node.Outputs[0]).ToArray();
        EquatableArray<int> Given(EquatableArray<int> ids) => ids.Select(id => parts.Contains(id) ? input : id).ToEquatableArray();
        var values = body.Values.ToArray();
        values[input] = values[input] with { Shape = Shape.Of([.. values[input].Shape.Dimensions.Where((_, other) => other != axis)]) };
        return body with
        {
            Values = values.ToEquatableArray(),
            Nodes = body.Nodes.Where(node => !node.Inputs.Contains(input)).Select(node => node with { Inputs = Given(node.Inputs) }).ToEquatableArray(),
            Outputs = Given(body.Outputs),
        };
    }

    private static Value Add(List<Value> values, string name, Shape shape)
    {
        var value = new Value(values.Count, new UniqueNames(values.Select(value => value.Name)).Next(name), shape, ValueKind.Intermediate);
        values.Add(value);
        return value;
    }

    private static OperatorNode Movement(string name, Value source, Value result, string attribute, IEnumerable<Dimension> lengths) =>
        new(name, [source.Id], result.Id, new Attributes([new NamedAttribute(attribute, new AttributeValue.List(lengths.ToEquatableArray()))]), result.Name);
}
