namespace Workflow.Compiled.Kernels;

/// <summary>The scratch memory of a thread that interpolates: a line of pixels, and what the columns are made of, computed once for all rows.</summary>
internal static unsafe class InterpolationLines
{
    [ThreadStatic]
    private static PackingBuffer? _line;

    [ThreadStatic]
    private static PackingBuffer? _sources;

    /// <summary>A line of so many numbers.</summary>
    public static float* Line(nint length) => (_line ??= new()).Get(length);

    /// <summary>What each place of an axis is made of.</summary>
    public static InterpolationSource* Sources(in InterpolationAxis axis)
    {
        var sources = (InterpolationSource*)(_sources ??= new()).Get((nint)axis.Out * sizeof(InterpolationSource) / sizeof(float));
        for (var place = 0; place < axis.Out; place++)
            sources[place] = axis.Source(place);
        return sources;
    }
}
