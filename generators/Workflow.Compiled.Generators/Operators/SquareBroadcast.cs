using System.Globalization;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// A broadcast that combines every element with every other although each operand has one of them at each place: [N] with [N, 1] gives [N, N]. One operand gets an axis that
/// nobody wrote, along which the other has the same length. Both axes written out, as in [N, 1] with [1, N], are meant.
/// </summary>
internal static class SquareBroadcast
{
    /// <summary>The warning for two operands; null where there is nothing to wonder about.</summary>
    public static Warning? Find(OperatorCall call, Shape result)
    {
        if (call.Inputs.Count != 2 || call.Inputs[0].Rank == call.Inputs[1].Rank)
            return null;
        var higher = call.Inputs[0].Rank > call.Inputs[1].Rank ? 0 : 1;
        var (high, low) = (call.Inputs[higher], call.Inputs[1 - higher]);
        var lead = high.Rank - low.Rank;
        for (var axis = 0; axis < low.Rank; axis++)
        {
            if (!ShapeRules.IsOne(high[lead + axis]) || ShapeRules.IsOne(low[axis]) || !high.Dimensions.Take(lead).Contains(low[axis]))
                continue;
            return new Warning(
                DiagnosticIds.SquareBroadcast,
                $"{call.Label} combines {call.Descriptions[0]} {call.Inputs[0]} with {call.Descriptions[1]} {call.Inputs[1]} to {result}, every element with every other",
                [
                    new Cure.Call(higher, "Squeeze", Text(lead + axis)),
                    new Cure.Call(1 - higher, "Unsqueeze", Text(axis + 1)),
                ]);
        }

        return null;
    }

    private static string Text(int axis) => axis.ToString(CultureInfo.InvariantCulture);
}
