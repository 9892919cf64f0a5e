using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The windows along one axis of an image.</summary>
/// <param name="Name">What the axis counts: rows or columns.</param>
/// <param name="Length">The length of the image.</param>
/// <param name="Kernel">The elements of a window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Padding">What windows may reach beyond the image on each side.</param>
/// <param name="Dilation">From one element of a window to the next.</param>
/// <param name="CeilMode">Whether a last window may reach beyond the padding.</param>
internal sealed record WindowAxis(
    string Name, Dimension Length, Dimension Kernel, Dimension Stride, Dimension Padding, Dimension Dilation, bool CeilMode = false)
{
    /// <summary>How many windows there are; none where they do not move, which is reported as a problem.</summary>
    public Dimension Count
    {
        get
        {
            if (Stride.Equals(0))
                return 0;
            if (!CeilMode)
                return Dimension.FloorDivide(Room, Stride) + 1;
            // The last one must begin in the image or in its first padding: those that do are fewer where a step from the padding's end is longer than a window.
            return Dimension.FloorDivide(BeginsInside ? Room + Stride - 1 : Length + Padding - 1, Stride) + 1;
        }
    }

    /// <summary>From the first to the last element of a window.</summary>
    private Dimension Span => (Dilation * (Kernel - 1)) + 1;

    /// <summary>How far a window can move.</summary>
    private Dimension Room => Length + (Padding * 2) - Span;

    /// <summary>Whether the last window of the ceiling mode begins in the image or its first padding, however long the image is.</summary>
    private bool BeginsInside => Padding + Stride - Span is { IsConstant: true, ConstantValue: <= 0 };

    /// <summary>What is wrong with the windows; null where nothing is known to be.</summary>
    /// <param name="image">The image as the user wrote it.</param>
    private string? Problem(string image)
    {
        if (IsLess(Kernel, 1))
            return $"has windows of {Kernel} {Name}, but a window has at least 1";
        if (IsLess(Stride, 1))
            return $"has a stride of {Stride} {Name}, but windows move by at least 1";
        if (IsLess(Dilation, 1))
            return $"has a dilation of {Dilation} {Name}, but neighbours are at least 1 apart";
        if (IsLess(Padding, 0))
            return $"has a padding of {Padding} {Name}, but that is at least 0";
        if (CeilMode && !(Padding + Stride - Span).IsConstant)
            return $"rounds the number of windows up, for which windows of {Span} {Name}, their stride of {Stride} and their padding of {Padding} must be known while compiling";
        return null;
    }

    /// <summary>What is wrong with the windows, where it is known; that they fit the image is checked where the pass begins, where it is not.</summary>
    /// <param name="call">The use of the operator.</param>
    /// <param name="image">The image as the user wrote it.</param>
    public Inference? Check(OperatorCall call, string image)
    {
        if (Problem(image) is { } problem)
            return ImageWindows.Fails(call, problem);
        var padded = Length + (Padding * 2);
        var padding = Padding.Equals(0) ? "" : $", with padding {padded}";
        return call.RequireAtMost(
            Span, CeilMode ? padded + Stride - 1 : padded, $"{call.Label} has windows of {Span} {Name}, but {image} has {Length}{padding}: nothing is left");
    }

    /// <summary>Whether the padding is more than half a window, which pooling does not allow.</summary>
    public string? PoolingProblem => IsLess(Dimension.FloorDivide(Span, 2), Padding) ? $"has a padding of {Padding} {Name}, but that is at most half a window of {Span}" : null;

    /// <summary>The lengths that differ from a constructor's defaults, by the names of its parameters.</summary>
    /// <param name="axis">What the names end in.</param>
    /// <param name="defaultStride">The stride that need not be said; null where there is none.</param>
    public IEnumerable<NamedLength> Options(string axis, Dimension? defaultStride) =>
        new[] { ("stride", Stride, defaultStride), ("padding", Padding, 0), ("dilation", Dilation, 1) }
            .Where(option => !option.Item2.Equals(option.Item3))
            .Select(option => new NamedLength(option.Item1 + axis, option.Item2));

    private static bool IsLess(Dimension value, Dimension least) => value - least is { IsConstant: true, ConstantValue: < 0 };
}
