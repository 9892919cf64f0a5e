using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>One number from each part of each channel of an image. There are as many parts as the result is large; where they do not come out even, they overlap.</summary>
/// <param name="name">The operator's name.</param>
public abstract class AdaptivePoolOperator(string name) : Operator
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override bool IsOnImages => true;

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        if (ImageWindows.CheckImages(call) is { } noImages)
            return noImages;
        var (rows, columns) = Size(call.Attributes);
        foreach (var parts in new[] { rows, columns })
        {
            if (parts is { IsConstant: true, ConstantValue: < 1 })
                return ImageWindows.Fails(call, $"divides an image into {parts} parts, but there is at least 1");
        }

        return Inference.Of(Shape.Of([.. ShapeRules.Leading(call.Inputs[0], call.Inputs[0].Rank - 2).Dimensions, rows, columns]));
    }

    /// <summary>Rows and columns of the result.</summary>
    internal static (Dimension Rows, Dimension Columns) Size(Attributes attributes) => ImageWindows.Pair(attributes, "outputSize");

    /// <summary>A kernel of pooling.</summary>
    internal static Operation.Window Kernel(InstructionContext context, string method)
    {
        var images = Images(context);
        var (rows, columns) = Size(context.Attributes);
        var geometry = new Geometry(
            "Pool2dShape",
            [
                new("batch", images[0]),
                new("channels", images[3]),
                new("height", images[1]),
                new("width", images[2]),
                new("outHeight", rows),
                new("outWidth", columns),
            ],
            []) { Factory = "Adaptive" };
        return new Operation.Window($"Pooling.{method}", geometry, 0, [], HasEpilogue: false);
    }

    /// <summary>The shape of the images in the order of memory.</summary>
    internal static Shape Images(InstructionContext context) => ImageWindows.InMemory(context.Inputs[0].Shape);

    /// <summary>The shape of the result in the order of memory.</summary>
    internal static Shape Result(InstructionContext context) => ImageWindows.InMemory(context.Output.Shape);
}
