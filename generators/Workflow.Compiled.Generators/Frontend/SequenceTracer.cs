using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns operators on sequences into those on images with one row, which costs nothing: an axis is added before and taken away behind.</summary>
internal sealed class SequenceTracer(BodyTrace body)
{
    private static readonly Dictionary<string, string> OnImages = new(StringComparer.Ordinal)
    {
        ["Conv1d"] = "Conv2d",
        ["MaxPool1d"] = "MaxPool2d",
        ["AvgPool1d"] = "AvgPool2d",
    };

    /// <summary>What an axis of one row adds to each attribute that counts along the sequence.</summary>
    private static readonly Dictionary<string, int> OfTheRow = new(StringComparer.Ordinal)
    {
        ["kernelSize"] = 1,
        ["stride"] = 1,
        ["padding"] = 0,
        ["dilation"] = 1,
    };

    /// <summary>Whether an operator is one on sequences.</summary>
    public static bool Knows(string name) => OnImages.ContainsKey(name);

    /// <summary>Adds the nodes.</summary>
    public Held Apply(IOperation operation, string name, string label, IReadOnlyList<Traced> operands, Attributes attributes, Layer? layer)
    {
        var sequences = operands[0];
        if (sequences.Value.Shape.Rank is not (2 or 3))
        {
            body.Module.Errors.Report(
                DiagnosticIds.InvalidArgument,
                operation.Syntax.GetLocation(),
                $"{label} needs sequences [batch, channels, length], but {sequences.Source} is {sequences.ShapeText}");
            return new HeldError();
        }

        if (layer is not null && name == "Conv1d")
            operands = [.. operands, .. Parameters(attributes, layer)];
        if (attributes.Has("paddingMode") && attributes.Choice("paddingMode") != "Constant")
        {
            if (Padded(operation, label, sequences, attributes) is not { } padded)
                return new HeldError();
            operands = [padded, .. operands.Skip(1)];
            attributes = new Attributes(attributes.Items.Where(item => item.Name != "padding").ToEquatableArray());
        }

        var rows = operands.Select((operand, place) => place == 0 || (place == 1 && name == "Conv1d" && operand.Value.Shape.Rank == 3) ? WithRow(operand) : operand);
        var held = new CallTracer(body).Apply(operation, OnImages[name], label, [.. rows], OnRows(attributes), null);
        return held is HeldTensor { Traced.Value: var result } ? new HeldTensor(new Traced(WithoutRow(result, label), operation.Syntax.ToString())) : held;
    }

    private IEnumerable<Traced> Parameters(Attributes attributes, Layer layer)
    {
        var (inputs, outputs, groups) = (attributes.Dimension("inChannels"), attributes.Dimension("outChannels"), attributes.Dimension("groups"));
        var perGroup = groups.Equals(0) ? inputs : Dimension.FloorDivide(inputs, groups);
        yield return Parameter("Weight", Shape.Of(outputs, perGroup, attributes.Dimension("kernelSize")));
        if (attributes.Flag("bias"))
            yield return Parameter("Bias", Shape.Of(outputs));

        Traced Parameter(string member, Shape shape)
        {
            var value = body.Graph.Parameter(Naming.CamelCase(layer.Name) + member, shape, $"{layer.Access}.{member}", !layer.IsFrozen);
            return new Traced(value, $"{layer.Name}.{member}");
        }
    }

    private Traced? Padded(IOperation operation, string label, Traced sequences, Attributes attributes)
    {
        var padding = attributes.Dimension("padding");
        var pad = new Attributes(
        [
            new NamedAttribute("pad", new AttributeValue.List([padding, padding])),
            new NamedAttribute("mode", new AttributeValue.Choice(attributes.Choice("paddingMode"))),
            new NamedAttribute("value", new AttributeValue.Real(0)),
        ]);
        return (new CallTracer(body).Apply(operation, "Pad", label, [sequences], pad, null) as HeldTensor)?.Traced;
    }

    /// <summary>The attributes of the operator on images; what only a layer knows is in its parameters.</summary>
    private static Attributes OnRows(Attributes attributes) => new(attributes.Items
        .Where(item => item.Name is not ("inChannels" or "outChannels" or "bias" or "paddingMode"))
        .Select(item => OfTheRow.TryGetValue(item.Name, out var row) && item.Value is AttributeValue.Whole whole
            ? new NamedAttribute(item.Name, new AttributeValue.List([row, whole.Value]))
            : item)
        .ToEquatableArray());

    private Traced WithRow(Traced operand)
    {
        var shape = operand.Value.Shape;
        var row = Shape.Of([.. shape.Dimensions.Take(shape.Rank - 1), 1, shape[shape.Rank - 1]]);
        return operand with { Value = Node("Unsqueeze", operand.Value, operand.Value.Name, shape.Rank - 1, row), ShapeText = operand.ShapeText };
    }

    private Value WithoutRow(Value rows, string label)
    {
        var shape = rows.Shape;
        return Node("Squeeze", rows, label, shape.Rank - 2, Shape.Of([.. shape.Dimensions.Take(shape.Rank - 2), shape[shape.Rank - 1]]));
    }

    private Value Node(string name, Value value, string label, int axis, Shape shape) =>
        body.Graph.Node(name, [value], Attributes.Of(("dim", axis)), Naming.CamelCase(label), shape);
}
