namespace Workflow.Compiled.Kernels.Tests;

[Collection(ThreadsCollection.Name)]
public class VolumesTests
{
    private static IEnumerable<DepthShape> Shapes =>
    [
        .. from channels in (int[])[1, 3, 4, 16, 19, 37]
           from kernel in (int[])[1, 2, 3]
           from stride in (int[])[1, 2]
           from padding in (int[])[0, 2]
           select new DepthShape(2, channels, 5, 6, kernel, stride, padding),
        new(3, 12, 7, 5, 3, stride: 2, padding: 3, dilation: 2, groups: 4),
        new(1, 34, 4, 3, 4, groups: 2),
        new(1, 1, 1, 1, 1),
        new(0, 3, 4, 5, 2),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Windows_and_their_gradient_are_what_they_say(bool atEnd)
    {
        foreach (var shape in Shapes)
        {
            using var volumes = new GuardedBuffer(Numbers.Uniform(1, shape.VolumesLength), atEnd);
            using var images = new GuardedBuffer(Numbers.Untouched(shape.ImagesLength), atEnd);
            using var gradient = new GuardedBuffer(Numbers.Untouched(shape.VolumesLength), atEnd);
            var dy = Numbers.Uniform(2, shape.ImagesLength);
            Kernels.Volumes.Gather(shape, volumes.Span, images.Span);
            Kernels.Volumes.GatherGradient(shape, dy, gradient.Span);

            var (expected, expectedGradient) = (new float[shape.ImagesLength], new double[shape.VolumesLength]);
            for (var i = 0; i < expected.Length; i++)
            {
                if (Source(shape, i) is not (>= 0 and var source))
                    continue;
                expected[i] = volumes.Span[source];
                expectedGradient[source] += dy[i];
            }

            Assert.Equal(expected, images.Span);
            Near.All(expectedGradient, gradient.Span.ToArray(), 2e-6);
        }
    }

    [Fact]
    public void Threads_change_nothing_and_calls_allocate_nothing()
    {
        var shape = new DepthShape(4, 33, 16, 64, 3, 1, 1);
        var (x, dy) = (Numbers.Uniform(1, shape.VolumesLength), Numbers.Uniform(2, shape.ImagesLength));
        var (y, dx) = (new float[dy.Length], new float[x.Length]);
        Steady.SameForAllThreads(() =>
        {
            Kernels.Volumes.Gather(shape, x, y);
            Kernels.Volumes.GatherGradient(shape, dy, dx);
            return [.. y, .. dx];
        });
        Steady.AllocatesNothing(() => Kernels.Volumes.Gather(shape, x, y));
        Steady.AllocatesNothing(() => Kernels.Volumes.GatherGradient(shape, dy, dx));
    }

    [Fact]
    public void Wrong_windows_throw()
    {
        Assert.Throws<ArgumentException>(() => new DepthShape(1, 4, 3, 5, 4));
        Assert.Throws<ArgumentException>(() => new DepthShape(1, 4, 3, 5, 2, groups: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DepthShape(1, 4, 3, 5, 2, stride: 0));
        var shape = new DepthShape(1, 2, 3, 4, 2);
        Assert.Throws<ArgumentException>(() => Kernels.Volumes.Gather(shape, new float[23], new float[32]));
        Assert.Throws<ArgumentException>(() => Kernels.Volumes.GatherGradient(shape, new float[31], new float[24]));
    }

    /// <summary>The place in the volumes of a value of the images; -1 for a zero of the padding.</summary>
    private static int Source(DepthShape s, int place)
    {
        var inGroup = s.Channels / s.Groups;
        var (rest, channel) = Math.DivRem(place, inGroup);
        (rest, var tap) = Math.DivRem(rest, s.Kernel);
        (rest, var group) = Math.DivRem(rest, s.Groups);
        (rest, var pixel) = Math.DivRem(rest, s.Pixels);
        var (volume, window) = Math.DivRem(rest, s.Windows);
        var plane = (window * s.Stride) - s.Padding + (tap * s.Dilation);
        return plane < 0 || plane >= s.Depth ? -1 : ((((volume * s.Depth) + plane) * s.Pixels) + pixel) * s.Channels + (group * inGroup) + channel;
    }
}
