using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Images whose pixels are the sums of all elements of windows, given as columns, that lie on them.</summary>
internal sealed class Fold : Operator
{
    public override string Name => "Fold";

    public override bool IsOnImages => true;

    public override Inference Infer(OperatorCall call)
    {
        var source = call.Inputs[0];
        if (source.Rank is not (2 or 3))
            return ImageWindows.Fails(call, $"needs windows [batch, channels · kernel rows · kernel columns, windows], but {call.Descriptions[0]} is {source}");
        var (rows, columns) = ImageWindows.Pair(call.Attributes, "outputSize");
        if (rows is { IsConstant: true, ConstantValue: < 1 } || columns is { IsConstant: true, ConstantValue: < 1 })
            return ImageWindows.Fails(call, $"makes images of {rows} x {columns}, but there is at least one pixel");
        var images = ImagesOf(source, call.Attributes);
        var patches = Patches.Of(images, call.Attributes);
        if (patches.Windows.Check(call) is { } failure)
            return failure;
        var (elements, count) = (source[source.Rank - 2], source[source.Rank - 1]);
        return call.Require(
                patches.Elements, elements, DiagnosticIds.InvalidArgument, $"{call.Label} has windows of {Text(patches)}, which do not divide the {elements} rows of {call.Descriptions[0]} {source}")
            ?? call.Require(
                patches.Count,
                count,
                DiagnosticIds.InvalidArgument,
                $"{call.Label} makes images of {rows} x {columns}, which have {patches.Count} windows of {Text(patches)}, but {call.Descriptions[0]} {source} has {count}")
            ?? Inference.Of(images);
    }

    public override Value Lower(LoweringContext context) =>
        Patches.Of(context.Output.Shape, context.Attributes).Fold(context, context.Inputs[0], context.Output.Shape);

    public override void Differentiate(DerivativeContext context) =>
        context.Accumulate(0, Patches.Of(context.Output.Shape, context.Attributes).Unfold(context, context.OutputGradient, context.Inputs[0].Shape));

    /// <summary>The shape of the images that windows fold to.</summary>
    private static Shape ImagesOf(Shape windows, Attributes attributes)
    {
        var (kernel, size) = (ImageWindows.Pair(attributes, "kernelSize"), ImageWindows.Pair(attributes, "outputSize"));
        var elements = kernel.First * kernel.Second;
        // A kernel of nothing is reported as such.
        var channels = elements.Equals(0) ? 1 : Dimension.FloorDivide(windows[windows.Rank - 2], elements);
        return Shape.Of([.. ShapeRules.Leading(windows, windows.Rank - 2).Dimensions, channels, size.First, size.Second]);
    }

    private static string Text(Patches patches) => $"{patches.Windows.Rows.Kernel} x {patches.Windows.Columns.Kernel}";
}
