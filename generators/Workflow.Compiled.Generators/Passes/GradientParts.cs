using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// What slices of a value contribute to its gradient, kept until that is asked for: parts that share no element are then written side by side, instead of each
/// among zeros of its own.
/// </summary>
internal sealed class GradientParts
{
    private readonly List<Row> _rows = [];

    /// <summary>Takes in the gradient of a part.</summary>
    /// <param name="context">What adds to the gradient of the value.</param>
    /// <param name="part">The part.</param>
    /// <param name="gradient">Its gradient.</param>
    public void Add(DerivativeContext context, AxisPart part, Value gradient)
    {
        foreach (var row in _rows)
        {
            if (row.PlaceOf(part) is not { } place)
                continue;
            row.Parts.Insert(place, (part, gradient));
            return;
        }

        _rows.Add(new Row(context, [(part, gradient)]));
    }

    /// <summary>Adds all parts to the gradient of the value.</summary>
    public void Accumulate()
    {
        foreach (var (context, parts) in _rows)
            context.Accumulate(0, AxisPart.PutBack(context, parts, context.Inputs[0].Shape));
    }

    /// <summary>Parts of one axis, each before the next.</summary>
    private sealed record Row(DerivativeContext Context, List<(AxisPart Part, Value Gradient)> Parts)
    {
        /// <summary>Where a part belongs in the row; null where it might share elements with another.</summary>
        public int? PlaceOf(AxisPart part)
        {
            if (Parts.Append((part, null!)).Any(other => other.Part.Axis != part.Axis || other.Part.Step != 1))
                return null;
            var place = Parts.TakeWhile(other => other.Part.IsBefore(part)).Count();
            return Parts.Skip(place).All(other => part.IsBefore(other.Part)) ? place : null;
        }
    }
}
