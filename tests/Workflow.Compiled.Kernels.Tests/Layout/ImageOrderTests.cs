namespace Workflow.Compiled.Kernels.Tests;

public class ImageOrderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Images_are_moved_there_and_back(bool atEnd)
    {
        foreach (var (batch, channels, pixels) in from batch in (int[])[0, 1, 3]
                                                  from channels in (int[])[1, 2, 3, 4, 7, 16, 20, 32, 65]
                                                  from pixels in (int[])[1, 3, 5, 16, 130, 257]
                                                  select (batch, channels, pixels))
        {
            var values = Numbers.Uniform(1, batch * channels * pixels);
            using var images = new GuardedBuffer(values, atEnd);
            using var moved = new GuardedBuffer(Numbers.Untouched(values.Length), atEnd);
            using var back = new GuardedBuffer(Numbers.Untouched(values.Length), atEnd);
            ImageOrder.ToChannelsLast(images.Span, batch, channels, pixels, moved.Span);
            ImageOrder.FromChannelsLast(moved.Span, batch, channels, pixels, back.Span);

            for (var i = 0; i < values.Length; i++)
            {
                var (image, channel, pixel) = (i / (channels * pixels), i / pixels % channels, i % pixels);
                Assert.Equal(values[i], moved.Span[(((image * pixels) + pixel) * channels) + channel]);
            }

            Assert.Equal(values, back.Span);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var images = new float[24];
        Assert.Throws<ArgumentException>(() => ImageOrder.ToChannelsLast(images, 2, 3, 5, new float[24]));
        Assert.Throws<ArgumentException>(() => ImageOrder.FromChannelsLast(images, 2, 3, 4, new float[23]));
        Assert.Throws<ArgumentException>(() => ImageOrder.ToChannelsLast(images, 2, 3, 4, images));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageOrder.ToChannelsLast(images, -1, 3, 4, images));
    }
}
