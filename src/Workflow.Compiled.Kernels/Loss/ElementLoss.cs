namespace Workflow.Compiled.Kernels;

/// <summary>What losses that are functions of one output and its target share: checks, reduction, threads.</summary>
internal static unsafe class ElementLoss
{
    /// <summary>The mean or sum of the losses and, unless the span is empty, its gradient.</summary>
    public static float Reduced<TLoss>(
        in TLoss loss,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> target,
        int rows,
        int columns,
        LossReduction reduction,
        Span<float> gradient)
        where TLoss : struct, IElementLoss
    {
        Check(output, target, rows, columns, gradient);
        var isMean = reduction == LossReduction.Mean;
        var scale = isMean && output.Length > 0 ? (float)(1.0 / output.Length) : 1;
        var sum = Run(in loss, output, target, rows, columns, scale, default, gradient);
        return (float)(isMean ? sum / output.Length : sum);
    }

    /// <summary>The losses one by one and, unless the span is empty, their derivatives.</summary>
    public static void Each<TLoss>(
        in TLoss loss, ReadOnlySpan<float> output, ReadOnlySpan<float> target, int rows, int columns, Span<float> losses, Span<float> gradient)
        where TLoss : struct, IElementLoss
    {
        Check(output, target, rows, columns, gradient);
        Extent.Check(output.Length, losses);
        Run(in loss, output, target, rows, columns, 1, losses, gradient);
    }

    private static void Check(ReadOnlySpan<float> output, ReadOnlySpan<float> target, int rows, int columns, Span<float> gradient)
    {
        Extent.Check(Extent.Of(rows, columns, 1), output);
        Extent.Check(output.Length, target);
        if (!gradient.IsEmpty)
            Extent.Check(output.Length, gradient);
    }

    private static double Run<TLoss>(
        in TLoss loss,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> target,
        int rows,
        int columns,
        float scale,
        Span<float> losses,
        Span<float> gradient)
        where TLoss : struct, IElementLoss
    {
        if (output.IsEmpty)
            return 0;
        var partials = default(Partials);
        fixed (float* x = output, y = target, l = losses, dx = gradient)
        {
            var kernel = new ElementLossKernel<TLoss>(loss, x, y, rows, columns, scale, l, dx, &partials);
            RangeKernel.Run(in kernel, kernel.Parts, 3L * output.Length);
        }

        return partials.Sum();
    }
}
