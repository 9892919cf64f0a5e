using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Sums of a max-pool's gradient over all pixels, which are gradients of biases, are taken before it is spread over the image: each of its numbers goes to one element, and the rest are zeros.
/// </summary>
internal static class SumBeforeSpreading
{
    public static Program Run(Program program)
    {
        var spreads = program.Instructions.Where(IsSpread).ToDictionary(spread => spread.Output);
        return program with
        {
            Instructions = program.Instructions
                .Select(instruction => IsSumOfPixels(instruction) && spreads.TryGetValue(instruction.Inputs[0], out var spread) ? Sum(program, instruction, spread.Inputs[0]) : instruction)
                .ToEquatableArray(),
        };
    }

    /// <summary>Whether an instruction spreads the gradients of windows each of which has an element.</summary>
    private static bool IsSpread(Instruction instruction) =>
        instruction.Operation is Operation.Window { Method: "Pooling.MaxGradient" } window && !window.Geometry.Lengths.Any(length => length.Name.StartsWith("dilation", StringComparison.Ordinal));

    private static bool IsSumOfPixels(Instruction instruction) => instruction.Operation is Operation.Reduction { Kernel: "Sum" } sum && sum.Outer.Equals(1);

    private static Instruction Sum(Program program, Instruction sum, int gradient)
    {
        var (shape, reduction) = (program.Values[gradient].Shape, (Operation.Reduction)sum.Operation);
        return shape[shape.Rank - 1].Equals(reduction.Inner)
            ? sum with { Operation = reduction with { Reduced = ShapeRules.Product(shape, 0, shape.Rank - 1) }, Inputs = [gradient] }
            : sum;
    }
}
