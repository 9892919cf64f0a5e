using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The derivative of a call or a loop: the backward pass of its frames.</summary>
internal static class FrameDerivative
{
    public static void Emit(ProgramBuilder builder, GradientTable gradients, Node node, FrameSite site)
    {
        var border = new FrameBorder(builder, FrameBorder.IsOnImages(node));
        Value Give(Value value) => border.Give(value, node.Label, isBackward: true);
        var arguments = node.Inputs.Select(id => builder.Values[id]).ToArray();
        var results = Results(builder, node, site, border);
        var resultGradients = node.Outputs.Where(id => builder.Values[id].Element == ElementType.Float).Select(id => Give(gradients[id] ?? Zero(builder, builder.Values[id], node.Label))).ToArray();
        // The turns of a loop hand their gradients on, whether or not the first one's are of use.
        var wanted = node is LoopNode || node.Inputs.Any(gradients.IsWanted);
        var argumentGradients = arguments
            .Where(argument => wanted && argument.Element == ElementType.Float)
            .Select(argument => builder.NewValue($"{argument.Name}Gradient", argument.Shape, symbol: $"∂{argument.Display}"))
            .ToArray();
        if (argumentGradients.Length == 0 && site is CallSite { IsFrozen: true })
            return;

        border.Take(argumentGradients, node.Label, isBackward: true, handed => builder.Emit(
            new Operation.RunBackward(site, arguments.Length, results.Length),
            [.. arguments.Select(Give), .. site.IsComputedAgain ? [] : results, .. resultGradients],
            [.. site.IsComputedAgain ? results : [], .. handed],
            node.Label,
            $"{site.Name}′({string.Join(", ", resultGradients.Select(gradient => gradient.Display))})",
            isBackward: true));
        var next = 0;
        foreach (var argument in arguments.Where(argument => wanted && argument.Element == ElementType.Float))
            DerivativeContext.Accumulate(builder, gradients, argument, builder.Values[argumentGradients[next++].Id], node.Label);
    }

    /// <summary>What the callee's backward pass reads as its results: where they are computed again, new values.</summary>
    private static Value[] Results(ProgramBuilder builder, Node node, FrameSite site, FrameBorder border) => site.IsComputedAgain
        ? [.. node.Outputs.Select(id => builder.NewValue($"{builder.Values[id].Name}Again", border.ShapeOf(builder.Values[id]), element: builder.Values[id].Element))]
        : [.. node.Outputs.Select(id => border.Give(builder.Values[id], node.Label, isBackward: true))];

    /// <summary>A result that does not influence the loss.</summary>
    private static Value Zero(ProgramBuilder builder, Value result, string label)
    {
        var zero = builder.NewValue($"{result.Name}Gradient", result.Shape, symbol: $"∂{result.Display}");
        builder.EmitPointwise(new PointwiseComputation(new("0", "V.Zero"), [], label, IsBackward: true), zero);
        return zero;
    }
}
