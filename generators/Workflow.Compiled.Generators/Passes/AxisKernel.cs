using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Writes an instruction that looks along one axis of its operands.</summary>
internal static class AxisKernel
{
    public static void Emit(
        ProgramBuilder builder,
        string kernel,
        string formula,
        int axis,
        IReadOnlyList<(string Name, Value Value)> operands,
        Value output,
        string label,
        bool isBackward)
    {
        for (var i = 0; i < operands.Count; i++)
            formula = formula.Replace($"{{{operands[i].Name}}}", $"{{{i}}}");
        var shape = output.Shape;
        var operation = new Operation.AlongAxis(
            kernel,
            ShapeRules.Product(shape, 0, axis),
            shape[axis],
            ShapeRules.Product(shape, axis + 1, shape.Rank));
        builder.Emit(operation, operands.Select(operand => operand.Value), output, label, formula, isBackward);
    }
}
