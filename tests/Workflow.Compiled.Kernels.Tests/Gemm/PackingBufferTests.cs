namespace Workflow.Compiled.Kernels.Tests;

public unsafe class PackingBufferTests
{
    [Fact]
    public void Starts_on_a_cache_line_and_is_kept_while_it_is_large_enough()
    {
        var buffer = new PackingBuffer();
        var small = (nint)buffer.Get(100);
        Assert.Equal(0, small % 64);
        Assert.Equal(small, (nint)buffer.Get(100));
        Assert.Equal(small, (nint)buffer.Get(1));

        var large = buffer.Get(100_000);
        Assert.Equal(0, (nint)large % 64);
        large[99_999] = 1;
        Assert.Equal((nint)large, (nint)buffer.Get(100_000));
    }
}
