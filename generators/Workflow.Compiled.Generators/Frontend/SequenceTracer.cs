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
        ["ConvTranspose1d"] = "ConvTranspose2d",
        ["MaxPool1d"] = "MaxPool2d",
        ["AvgPool1d"] = "AvgPool2d",
        ["AdaptiveAvgPool1d"] = "AdaptiveAvgPool2d",
        ["AdaptiveMaxPool1d"] = "AdaptiveMaxPool2d",
    };

    /// <summary>What an axis of one row adds to each attribute that counts along the sequence.</summary>
    private static readonly Dictionary<string, int> OfTheRow = new(StringComparer.Ordinal)
    {
        ["kernelSize"] = 1,
        ["stride"] = 1,
        ["padding"] = 0,
        ["dilation"] = 1,
        ["outputPadding"] = 0,
        ["outputSize"] = 1,
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

        // Only weights come second, those of functions.
        var rows = operands.Select((operand, place) => place < 2 && operand.Value.Shape.Rank > 0 ? WithRow(operand) : operand);
        var held = new CallTracer(body).Apply(operation, OnImages[name], label, [.. rows], OnRows(attributes), layer);
        return held is HeldTensor { Traced.Value: var result } ? new HeldTensor(new Traced(WithoutRow(result, label), operation.Syntax.ToString())) : held;
    }

    /// <summary>The attributes of the operator on images.</summary>
    private static Attributes OnRows(Attributes attributes) => new(attributes.Items
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
