namespace Workflow.Compiled.Kernels.Tests;

[Collection(ThreadsCollection.Name)]
public class PatchesTests
{
    private static IEnumerable<Conv2dShape> Shapes =>
    [
        .. from channels in (int[])[1, 3, 18]
           from kernel in (int[])[1, 2, 3]
           from stride in (int[])[1, 2]
           from padding in (int[])[0, 2]
           from dilation in (int[])[1, 2]
           select new Conv2dShape(2, channels, 6, 7, 1, kernel, kernel, stride, stride, padding, padding, dilation, dilation),
        new(2, 5, 9, 7, 1, 2, 3, 1, 3, 0, 2, 2, 1),
        new(1, 4, 1, 1, 1, 1, 1),
        new(1, 1, 1, 1, 1, 3, 3, 1, 1, 1, 1),
        new(3, 2, 4, 5, 1, 4, 5), // all of an image
        new(0, 3, 4, 4, 1, 2, 2),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Windows_and_images_are_what_they_say(bool atEnd)
    {
        foreach (var shape in Shapes)
        {
            var length = Length(shape);
            using var images = new GuardedBuffer(Numbers.Uniform(1, shape.InputLength), atEnd);
            using var windows = new GuardedBuffer(Numbers.Untouched(length), atEnd);
            using var parts = new GuardedBuffer(Numbers.Uniform(2, length), atEnd);
            using var sums = new GuardedBuffer(Numbers.Untouched(shape.InputLength), atEnd);

            Kernels.Patches.Unfold(shape, images.Span, windows.Span);
            Kernels.Patches.Fold(shape, parts.Span, sums.Span);

            var (expected, expectedSums) = (new float[length], new double[shape.InputLength]);
            for (var i = 0; i < length; i++)
            {
                if (PixelOf(shape, i) is not { } pixel)
                    continue;
                expected[i] = images.Span[pixel];
                expectedSums[pixel] += parts.Span[i];
            }

            Assert.Equal(expected, windows.Span);
            Near.All(expectedSums, sums.Span.ToArray(), 2e-6);
        }
    }

    [Fact]
    public void Threads_change_nothing_and_calls_allocate_nothing()
    {
        var shape = new Conv2dShape(3, 16, 40, 41, 1, 3, 3, 1, 1, 1, 1);
        var (images, parts) = (Numbers.Uniform(1, shape.InputLength), Numbers.Uniform(2, Length(shape)));
        var (windows, sums) = (new float[parts.Length], new float[images.Length]);
        Steady.SameForAllThreads(() =>
        {
            Kernels.Patches.Unfold(shape, images, windows);
            Kernels.Patches.Fold(shape, parts, sums);
            return [.. windows, .. sums];
        });
        Steady.AllocatesNothing(() => Kernels.Patches.Unfold(shape, images, windows));
        Steady.AllocatesNothing(() => Kernels.Patches.Fold(shape, parts, sums));
    }

    [Fact]
    public void Wrong_lengths_throw()
    {
        var shape = new Conv2dShape(1, 1, 4, 4, 1, 2, 2);
        Assert.Throws<ArgumentException>(() => Kernels.Patches.Unfold(shape, new float[15], new float[36]));
        Assert.Throws<ArgumentException>(() => Kernels.Patches.Fold(shape, new float[35], new float[16]));
        var memory = new float[52];
        Assert.Throws<ArgumentException>(() => Kernels.Patches.Fold(shape, memory.AsSpan(0, 36), memory.AsSpan(35, 16)));
    }

    private static int Length(Conv2dShape s) => s.Batch * s.OutHeight * s.OutWidth * s.InChannels * s.KernelHeight * s.KernelWidth;

    /// <summary>Where an element of the windows lies in the images; null in the padding.</summary>
    private static int? PixelOf(Conv2dShape s, int element)
    {
        var (rest, tapX) = Math.DivRem(element, s.KernelWidth);
        (rest, var tapY) = Math.DivRem(rest, s.KernelHeight);
        (rest, var channel) = Math.DivRem(rest, s.InChannels);
        (rest, var outX) = Math.DivRem(rest, s.OutWidth);
        var (image, outY) = Math.DivRem(rest, s.OutHeight);
        var y = (outY * s.StrideHeight) - s.PaddingHeight + (tapY * s.DilationHeight);
        var x = (outX * s.StrideWidth) - s.PaddingWidth + (tapX * s.DilationWidth);
        return y < 0 || y >= s.Height || x < 0 || x >= s.Width ? null : ((((image * s.Height) + y) * s.Width) + x) * s.InChannels + channel;
    }
}
