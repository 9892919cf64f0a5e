namespace Workflow.Compiled.Kernels;

/// <summary>One axis of images that are brought to another size: which places of the input a place of the output is made of, by the formulas of PyTorch in single precision.</summary>
/// <param name="Length">The length of the input.</param>
/// <param name="Out">The length of the output.</param>
/// <param name="Step">How far apart the sources of neighbours are.</param>
/// <param name="Centre">Where in a place its number lies: 0 at its edge, 0.5 in its middle.</param>
/// <param name="IsNearest">Whether one place is taken as it is; else two are mixed.</param>
internal readonly record struct InterpolationAxis(int Length, int Out, float Step, float Centre, bool IsNearest)
{
    /// <summary>The place before, taken as it is. An axis that keeps or doubles its length is copied or repeated, whatever the step: so it is in PyTorch's gradients, and in its images of up to 128 rows and columns.</summary>
    public static InterpolationAxis Nearest(int length, int outLength, float? step)
    {
        var isWhole = outLength == length || outLength == 2L * length;
        return new(length, outLength, isWhole || step is null ? (float)length / outLength : step.Value, 0, IsNearest: true);
    }

    /// <summary>The two places around. The numbers lie in the middles of their places, or at the ends, so that the first and last place stay themselves. An axis that keeps its length is copied.</summary>
    public static InterpolationAxis Linear(int length, int outLength, float? step, bool alignCorners) => alignCorners || outLength == length
        ? new(length, outLength, outLength > 1 ? (float)(length - 1) / (outLength - 1) : 0, 0, IsNearest: false)
        : new(length, outLength, step ?? (float)length / outLength, 0.5f, IsNearest: false);

    /// <summary>What a place of the output is made of.</summary>
    public InterpolationSource Source(int place)
    {
        var source = Math.Max(0, (Step * (place + Centre)) - Centre);
        var first = (int)Math.Min(source, Length - 1);
        return IsNearest ? new(first, first, 0) : new(first, Math.Min(first + 1, Length - 1), Math.Min(source - first, 1));
    }

    /// <summary>The places of the output that a place of the input has a part in: from a first to before a last.</summary>
    public (int First, int End) Covering(int place)
    {
        var (first, end) = (0, Out);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = Source(middle).Second < place ? (middle + 1, end) : (first, middle);
        }

        while (end < Out && Source(end).First <= place)
            end++;
        return (first, end);
    }
}

/// <summary>Two places of the input and how much the second one weighs.</summary>
internal readonly record struct InterpolationSource(int First, int Second, float Weight)
{
    /// <summary>How much a place weighs.</summary>
    public float WeightOf(int place) => (First == place ? 1 - Weight : 0) + (Second == place ? Weight : 0);
}
