namespace Workflow.Compiled.Kernels;

/// <summary>The arithmetic of windows that slide over an image.</summary>
internal static class WindowLength
{
    /// <summary>The number of windows along one axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="ArgumentException">The window does not fit.</exception>
    public static int Of(string axis, int length, int kernel, int stride, int padding, int dilation)
    {
        Require(kernel > 0, axis, "kernel", kernel, "positive");
        Require(stride > 0, axis, "stride", stride, "positive");
        Require(dilation > 0, axis, "dilation", dilation, "positive");
        Require(padding >= 0, axis, "padding", padding, "not negative");
        var (window, padded) = (((long)dilation * (kernel - 1)) + 1, length + (2L * padding));
        if (window > padded)
        {
            var dilated = dilation > 1 ? $" ({window} with dilation {dilation})" : "";
            throw new ArgumentException(
                $"The kernel's {axis} {kernel}{dilated} is larger than the image's {length} + 2 x {padding} = {padded} with its padding: nothing is left.", axis);
        }

        return (int)(((padded - window) / stride) + 1);
    }

    /// <summary>The number of values of a tensor.</summary>
    /// <exception cref="ArgumentException">There are too many for a span.</exception>
    public static int Product(string tensor, int a, int b, int c, int d)
    {
        var values = (Int128)a * b * c * d;
        return values <= Array.MaxLength
            ? (int)values
            : throw new ArgumentException($"The {tensor} would have {a} x {b} x {c} x {d} = {values} values, more than an array can hold.", tensor);
    }

    private static void Require(bool holds, string axis, string what, int value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(what, value, $"The {what} along the {axis} must be {range}.");
    }
}
