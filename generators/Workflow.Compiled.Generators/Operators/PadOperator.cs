using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Axes made longer on both sides, one after the other.</summary>
/// <param name="name">The operator's name.</param>
public abstract class PadOperator(string name) : Operator
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        var source = call.Inputs[0];
        var pad = Widths(call.Attributes);
        if (pad.Count % 2 != 0 || pad.Count / 2 > source.Rank)
            return Fails(call, $"needs two numbers for each padded axis of {call.Descriptions[0]} {source}, but has {pad.Count}");
        var lengths = source.Dimensions.ToArray();
        foreach (var axis in PaddedAxes(source.Rank, call.Attributes))
        {
            if (axis.Check(call, source) is { } failure)
                return failure;
            lengths[axis.Axis] = axis.LengthOf(source);
        }

        return Problem(call.Attributes) is { } other ? Fails(call, other) : Inference.Of(Shape.Of(lengths));
    }

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context) =>
        PaddedAxes(context).Aggregate(context.Inputs[0], (value, axis) => axis.Apply(context, value));

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
        var shape = context.Output.Shape;
        var gradient = context.OutputGradient;
        foreach (var axis in PaddedAxes(context).Reverse())
        {
            shape = Shape.Of([.. shape.Dimensions.Select((length, i) => i == axis.Axis ? context.Inputs[0].Shape[i] : length)]);
            gradient = axis.Gradient(context, gradient, shape);
        }

        context.Accumulate(0, gradient);
    }

    /// <summary>For each of the last axes, beginning with the last one, how many elements come before and how many behind.</summary>
    protected abstract IReadOnlyList<Dimension> Widths(Attributes attributes);

    /// <summary>What the new elements are: a member of the API's <c>PadMode</c>.</summary>
    protected abstract string Mode(Attributes attributes);

    /// <summary>What else is wrong; null where nothing is.</summary>
    protected virtual string? Problem(Attributes attributes) => null;

    private IEnumerable<PaddedAxis> PaddedAxes(InstructionContext context) => PaddedAxes(context.Inputs[0].Shape.Rank, context.Attributes);

    private IEnumerable<PaddedAxis> PaddedAxes(int rank, Attributes attributes)
    {
        var pad = Widths(attributes);
        var value = attributes.Has("value") ? attributes.Real("value") : 0;
        return Enumerable.Range(0, pad.Count / 2)
            .Select(i => new PaddedAxis(rank - 1 - i, pad[2 * i], pad[(2 * i) + 1], Mode(attributes), value))
            .Where(axis => !axis.Before.Equals(0) || !axis.After.Equals(0));
    }

    private static Inference Fails(OperatorCall call, string problem) => Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} {problem}");
}

/// <summary>A layer that pads the last axes.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="mode">What the new elements are.</param>
/// <param name="axes">The number of axes.</param>
public abstract class PadLayerOperator(string name, string mode, int axes) : PadOperator(name)
{
    private static readonly string[] Sides = ["left", "right", "top", "bottom"];

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Dimension> Widths(Attributes attributes) =>
        [.. Sides.Take(2 * axes).Select(side => attributes.Dimension(attributes.Has("padding") ? "padding" : side))];

    /// <inheritdoc/>
    protected sealed override string Mode(Attributes attributes) => mode;
}
