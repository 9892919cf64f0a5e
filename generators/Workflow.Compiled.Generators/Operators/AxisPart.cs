using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Some of the elements along an axis: every <paramref name="Step"/>-th from a start on.</summary>
/// <param name="Axis">The axis, counted from the front.</param>
/// <param name="Start">The first place.</param>
/// <param name="Length">How many elements there are.</param>
/// <param name="Step">From one place to the next.</param>
internal sealed record AxisPart(int Axis, Dimension Start, Dimension Length, int Step)
{
    /// <summary>What stands for the end of an axis in the API.</summary>
    private const int End = int.MaxValue;

    /// <summary>The part that a slice takes, from an axis that is long enough for it (<see cref="Check"/>).</summary>
    public static AxisPart Of(Shape source, int axis, Dimension start, Dimension end, int step)
    {
        var length = source[axis];
        var (from, to) = (Place(length, start), end.Equals(End) ? length : Place(length, end));
        return new AxisPart(axis, from, step == 1 ? to - from : Dimension.FloorDivide(to - from + (step - 1), step), step);
    }

    /// <summary>The place that an index means, on an axis that has it.</summary>
    public static Dimension PlaceOf(Dimension length, Dimension index) => index is { IsConstant: true, ConstantValue: < 0 } ? length + index : index;

    /// <summary>Why an axis has no such part, where that is known; where it is not, it is checked where the pass begins.</summary>
    public Inference? Check(OperatorCall call)
    {
        var length = call.Inputs[0][Axis];
        var end = Start + (Step == 1 ? Length : ((Length - 1) * Step) + 1);
        var words = length.IsConstant
            ? $"{call.Label} takes nothing of axis {Axis} of {call.Descriptions[0]} {call.Inputs[0]}: its end comes before its start"
            : $"{call.Label} takes a part of axis {Axis} of {call.Descriptions[0]} {call.Inputs[0]}, but {length} is not long enough for it";
        return call.RequireAtMost(0, Start, words) ?? call.RequireAtMost(0, Length, words) ?? call.RequireAtMost(end, length, words);
    }

    /// <summary>The shape of the part.</summary>
    public Shape In(Shape source) => Shape.Of([.. source.Dimensions.Select((own, axis) => axis == Axis ? Length : own)]);

    /// <summary>The part of a value: no computation.</summary>
    public Value Take(InstructionContext context, Value source) => context.Slice(source, Axis, Start, Length, Step);

    /// <summary>Whether all of the part lies before another one on the same axis, whatever the lengths are.</summary>
    public bool IsBefore(AxisPart other) => (other.Start - Start - (Length * Step)).IsAtLeastZero;

    /// <summary>Parts put back where they were taken from, and zeros for the rest: the gradient of the whole.</summary>
    /// <param name="context">What writes the instructions.</param>
    /// <param name="parts">Parts of one axis, each before the next, with their values; elements of one alone may lie apart.</param>
    /// <param name="whole">The shape of the whole.</param>
    public static Value PutBack(InstructionContext context, IReadOnlyList<(AxisPart Part, Value Value)> parts, Shape whole)
    {
        var axis = parts[0].Part.Axis;
        var pieces = new List<Value>();
        Dimension end = 0;
        foreach (var (part, value) in parts)
        {
            AddZeros(part, part.Start - end);
            var (spread, length) = part.Step == 1 ? (value, part.Length) : part.Spread(context, value, whole[axis] - part.Start);
            pieces.Add(spread);
            end = part.Start + length;
        }

        AddZeros(parts[0].Part, whole[axis] - end);
        return pieces.Count == 1 ? pieces[0] : context.Join(axis, [.. pieces]);

        void AddZeros(AxisPart beside, Dimension count)
        {
            if (!count.Equals(0))
                pieces.Add(context.Constant(0, (beside with { Length = count }).In(whole)));
        }
    }

    /// <summary>Zeros between the elements, as far as there is room.</summary>
    private (Value Spread, Dimension Length) Spread(InstructionContext context, Value part, Dimension room)
    {
        var column = Shape.Of([.. part.Shape.Dimensions.Take(Axis + 1), 1, .. part.Shape.Dimensions.Skip(Axis + 1)]);
        var zeros = Shape.Of([.. part.Shape.Dimensions.Take(Axis + 1), Step - 1, .. part.Shape.Dimensions.Skip(Axis + 1)]);
        var joined = context.Join(Axis + 1, context.Reshape(part, column), context.Constant(0, zeros));
        var spread = context.Reshape(joined, (this with { Length = Length * Step }).In(part.Shape));
        // Behind the last element may be fewer zeros than between two.
        return (room - (Length * Step)).IsAtLeastZero ? (spread, Length * Step) : (context.Slice(spread, Axis, 0, room), room);
    }

    /// <summary>A place as PyTorch means it: from the end where negative, and where the length is known, no farther than the axis goes.</summary>
    private static Dimension Place(Dimension length, Dimension place)
    {
        var counted = PlaceOf(length, place);
        return length.IsConstant && counted.IsConstant ? Math.Max(0, Math.Min(length.ConstantValue, counted.ConstantValue)) : counted;
    }
}
