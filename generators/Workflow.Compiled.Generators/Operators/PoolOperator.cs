using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>One number from each window of each channel of an image.</summary>
/// <param name="name">The operator's name.</param>
public abstract class PoolOperator(string name) : Operator
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
        var windows = Windows(call.Inputs[0], call.Attributes);
        if (windows.Check(call) is { } failure)
            return failure;
        return (windows.Rows.PoolingProblem ?? windows.Columns.PoolingProblem ?? Problem(call.Attributes)) is { } problem
            ? ImageWindows.Fails(call, problem)
            : Inference.Of(windows.Result(call.Inputs[0], windows.Channels));
    }

    /// <summary>What else is wrong; null where nothing is.</summary>
    protected virtual string? Problem(Attributes attributes) => null;

    /// <summary>The windows over some images.</summary>
    internal static ImageWindows Windows(Shape images, Attributes attributes) =>
        ImageWindows.Of(images, attributes, ImageWindows.Pair(attributes, "kernelSize"));

    /// <summary>A kernel of pooling.</summary>
    internal static Operation.Window Kernel(string method, ImageWindows windows, params string[] constants)
    {
        var geometry = new Geometry(
            "Pool2dShape",
            [
                new("batch", windows.Batch),
                new("channels", windows.Channels),
                new("height", windows.Rows.Length),
                new("width", windows.Columns.Length),
                new("kernelHeight", windows.Rows.Kernel),
                new("kernelWidth", windows.Columns.Kernel),
                .. windows.Rows.Options("Height", defaultStride: null),
                .. windows.Columns.Options("Width", defaultStride: null),
            ],
            windows.Rows.CeilMode ? ["ceilMode"] : []);
        return new Operation.Window($"Pooling.{method}", geometry, 0, constants.ToEquatableArray(), HasEpilogue: false);
    }
}
