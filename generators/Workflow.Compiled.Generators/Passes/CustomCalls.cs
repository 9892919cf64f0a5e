using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Writes a use of a custom operator as calls of its methods. What the backward method names is what the forward pass keeps for it.</summary>
internal static class CustomCalls
{
    public static void EmitForward(ProgramBuilder builder, CustomNode node) => Emit(builder, node, node.Forward, isBackward: false, argument => argument switch
    {
        CustomArgument.Operand operand => Slot.Read(builder.Values[node.Inputs[operand.Index]]),
        CustomArgument.Result => Slot.Write(builder.Values[node.Output]),
        CustomArgument.Given given => new Slot(given.Argument),
        _ => throw new InvalidOperationException($"the compiler made a mistake: {node.Label} has no gradients in the forward pass"),
    });

    public static void EmitBackward(ProgramBuilder builder, GradientTable gradients, CustomNode node)
    {
        if (node.Backward is not { } method)
            return;
        var written = new List<(Value Operand, Value Gradient)>();
        Emit(builder, node, method, isBackward: true, argument => argument switch
        {
            CustomArgument.Operand operand => Slot.Read(builder.Values[node.Inputs[operand.Index]]),
            CustomArgument.Result => Slot.Read(builder.Values[node.Output]),
            CustomArgument.ResultGradient => Slot.Read(gradients[node.Output]!),
            CustomArgument.OperandGradient operand when gradients.IsWanted(node.Inputs[operand.Index]) => Gradient(builder.Values[node.Inputs[operand.Index]]),
            CustomArgument.OperandGradient => new Slot(new CallArgument.Nothing()),
            CustomArgument.Given given => new Slot(given.Argument),
            _ => throw new InvalidOperationException($"the compiler made a mistake: an argument of {node.Label} is unknown"),
        });

        foreach (var (operand, gradient) in written)
            DerivativeContext.Accumulate(builder, gradients, operand, gradient, node.Label);

        Slot Gradient(Value operand)
        {
            var gradient = builder.NewValue($"{operand.Name}Gradient", operand.Shape, symbol: $"∂{operand.Display}");
            written.Add((operand, gradient));
            return Slot.Write(gradient);
        }
    }

    private static void Emit(ProgramBuilder builder, CustomNode node, CustomMethod method, bool isBackward, Func<CustomArgument, Slot> bind)
    {
        var slots = method.Arguments.Select(bind).ToArray();
        var read = slots.Where(slot => slot.Argument is CallArgument.Read).Select(slot => slot.Value!).ToArray();
        var written = slots.Where(slot => slot.Argument is CallArgument.Written).Select(slot => slot.Value!).ToArray();
        if (written.Length == 0)
            return;
        builder.Emit(
            new Operation.CustomCall(method.Type, method.Name, slots.Select(slot => slot.Argument).ToEquatableArray()),
            read,
            written,
            node.Label,
            $"{method.Name}({string.Join(", ", read.Select((_, i) => $"{{{i}}}"))})",
            isBackward);
    }

    /// <summary>An argument, and the value whose memory it is.</summary>
    private sealed record Slot(CallArgument Argument, Value? Value = null)
    {
        public static Slot Read(Value value) => new(new CallArgument.Read(), value);

        public static Slot Write(Value value) => new(new CallArgument.Written(), value);
    }
}
