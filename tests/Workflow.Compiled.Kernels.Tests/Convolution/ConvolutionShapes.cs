namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Geometries around every border: one pixel, one channel, odd sizes, strides that do not divide, dilations, groups, padding beyond the kernel.</summary>
internal static class ConvolutionShapes
{
    public static IEnumerable<Conv2dShape> All => [.. Attributes, .. Channels, .. Sizes, .. Tiles, .. Depthwise];

    /// <summary>Every combination of attributes on a small odd image.</summary>
    public static IEnumerable<Conv2dShape> Attributes =>
        from kernel in (int[])[1, 2, 3]
        from stride in (int[])[1, 2, 3]
        from padding in (int[])[0, 1, 4]
        from dilation in (int[])[1, 2, 3]
        from groups in (int[])[1, 2]
        where (dilation * (kernel - 1)) + 1 <= 7 + (2 * padding)
        select new Conv2dShape(2, 6, 7, 9, 4, kernel, kernel, stride, stride, padding, padding, dilation, dilation, groups);

    /// <summary>Channels around the widths of registers and panels.</summary>
    public static IEnumerable<Conv2dShape> Channels =>
        from inputs in (int[])[1, 2, 3, 5, 16, 33, 70]
        from outputs in (int[])[1, 3, 8, 16, 17, 32, 40, 65]
        select new Conv2dShape(1, inputs, 5, 6, outputs, 3, 3, paddingHeight: 1, paddingWidth: 1);

    public static IEnumerable<Conv2dShape> Sizes =>
    [
        new(2, 32, 9, 9, 32, 3, 3, paddingHeight: 4, paddingWidth: 4),
        new(1, 1, 1, 1, 1, 1, 1),
        new(3, 1, 1, 1, 5, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(0, 3, 4, 4, 5, 3, 3),
        new(6, 64, 2, 2, 64, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(2, 3, 31, 45, 20, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(1, 3, 33, 35, 17, 7, 7, 2, 2, 3, 3),
        new(2, 7, 1, 100, 9, 1, 5, paddingWidth: 2), // one-dimensional
        new(2, 7, 40, 1, 9, 5, 1, paddingHeight: 2),
        new(1, 20, 6, 11, 30, 5, 2, 3, 1, 2, 1, 1, 2, groups: 10), // different along each axis
        new(2, 66, 7, 7, 34, 3, 3, paddingHeight: 1, paddingWidth: 1, groups: 2),
        new(3, 140, 7, 7, 70, 1, 1),
        new(2, 20, 30, 31, 40, 1, 1), // several chunks of pixels
        new(2, 12, 30, 31, 36, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(2, 40, 9, 9, 70, 1, 1, 2, 2),
        new(1, 600, 4, 5, 33, 1, 1, paddingHeight: 1), // more channels than one part of the inner dimension
        new(1, 200, 5, 15, 40, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(1, 2, 3, 1000, 3, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(1, 2, 600, 2, 3, 3, 3, 2, 2, 1, 1),
        new(2, 4, 3, 3, 4, 5, 5, 2, 2, 3, 3, groups: 2), // the kernel reaches over both sides
        new(1, 2, 2, 2, 3, 1, 1, 1, 1, 5, 5), // most of the output sees padding only
        new(1, 3, 5, 5, 2, 2, 2, 5, 4), // most of the input is never seen
        new(2, 32, 12, 15, 32, 3, 3, 1, 1, 1, 1, groups: 4),
    ];

    /// <summary>3 x 3 kernels with channels enough for Winograd's tiles of 4 x 4 pixels: fewer pixels than a tile, more, paddings.</summary>
    public static IEnumerable<Conv2dShape> Tiles =>
    [
        new(8, 32, 4, 4, 32, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(11, 64, 3, 3, 96, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(2, 48, 7, 9, 80, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(3, 32, 7, 12, 48, 3, 3),
        new(1, 64, 17, 6, 32, 3, 3, paddingHeight: 2, paddingWidth: 2),
        new(1, 32, 31, 40, 64, 3, 3, paddingHeight: 1),
        new(1, 528, 8, 16, 16, 3, 3, paddingHeight: 1, paddingWidth: 1), // more channels than one part of the inner dimension
    ];

    /// <summary>Each output channel sees its own input channel.</summary>
    public static IEnumerable<Conv2dShape> Depthwise =>
    [
        .. from channels in (int[])[2, 3, 16, 19, 40, 67]
           from stride in (int[])[1, 2, 3]
           from dilation in (int[])[1, 2]
           from kernel in (int[])[1, 2, 3, 5]
           select new Conv2dShape(2, channels, 11, 13, channels, kernel, kernel, stride, stride, kernel / 2, kernel / 2, dilation, dilation, channels),
        new(1, 32, 1, 1, 32, 3, 3, paddingHeight: 1, paddingWidth: 1, groups: 32),
        new(1, 32, 2, 40, 32, 7, 7, paddingHeight: 3, paddingWidth: 3, groups: 32),
        new(3, 130, 28, 28, 130, 3, 3, paddingHeight: 1, paddingWidth: 1, groups: 130),
    ];
}
