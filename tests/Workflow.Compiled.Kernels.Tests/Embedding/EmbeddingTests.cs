namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Rows of a table, and the gradient of the table.</summary>
[Collection(ThreadsCollection.Name)]
public class EmbeddingTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 5, 0, 3 }, { 1, 1, 1 }, { 4, 9, 2 }, { 7, 100, 17 }, { 50, 33, 64 }, { 1000, 3000, 100 }, { 3, 5000, 33 }, { 10, 4, 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_are_copied(int count, int length, int width)
    {
        using var table = new GuardedBuffer(Numbers.Uniform(1, count * width));
        using var rows = new GuardedBuffer(Numbers.Untouched(length * width));
        var indices = Numbers.Classes(2, length, count);
        Kernels.Embedding.Gather(table.Span, indices, width, rows.Span);
        for (var i = 0; i < length; i++)
            Assert.True(table.Span.Slice(indices[i] * width, width).SequenceEqual(rows.Span.Slice(i * width, width)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradients_are_added_in_order_for_any_number_of_threads(int count, int length, int width)
    {
        using var gradient = new GuardedBuffer(Numbers.Uniform(3, length * width));
        var indices = Numbers.Classes(4, length, count);
        foreach (var padding in (int[])[-1, 0])
        {
            var expected = new float[count * width];
            for (var i = 0; i < length; i++)
            {
                for (var c = 0; c < width && indices[i] != padding; c++)
                    expected[(indices[i] * width) + c] += gradient.Span[(i * width) + c];
            }

            foreach (var threads in (int[])[1, 2, 3, 7])
            {
                using var several = new ThreadCount(threads);
                using var table = new GuardedBuffer(Numbers.Untouched(count * width));
                Kernels.Embedding.Gradient(gradient.Span, indices, width, table.Span, padding);
                Assert.True(Steady.SameBits(expected, table.Span));
            }
        }
    }

    [Fact]
    public void Scattering_adds_to_what_is_there()
    {
        float[] table = [1, 2, 3, 4];
        Kernels.Embedding.ScatterAdd([10, 20, 30, 40], [1, 1], 2, table);
        Assert.Equal([1, 2, 43, 64], table);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_wrong_index_is_named_and_nothing_is_written(int index)
    {
        int[] indices = [0, 2, index, 7];
        var (rows, table) = (Numbers.Untouched(8), Numbers.Untouched(6));
        foreach (var call in (Action[])
        [
            () => Kernels.Embedding.Check(indices, 3),
            () => Kernels.Embedding.Gather(new float[6], indices, 2, rows),
            () => Kernels.Embedding.ScatterAdd(new float[8], indices, 2, table),
            () => Kernels.Embedding.Gradient(new float[8], indices, 2, table),
        ])
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>("indices", call);
            Assert.Contains($"Index 2 is {index}, which is not one of the 3 rows 0 to 2.", exception.Message, StringComparison.Ordinal);
        }

        Assert.All([.. rows, .. table], value => Assert.True(float.IsNaN(value)));
        Assert.Contains("no rows", Assert.Throws<ArgumentOutOfRangeException>("words", () => Kernels.Embedding.Check([0], 0, "words")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Kernels.Embedding.Gather(new float[6], [0], 2, new float[3]));
        Assert.Throws<ArgumentException>(() => Kernels.Embedding.Gather(new float[7], [0], 2, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.Embedding.Gather(new float[6], [0], -2, []));
        var memory = new float[8];
        Assert.Throws<ArgumentException>(() => Kernels.Embedding.Gather(memory.AsSpan(0, 6), [0], 2, memory.AsSpan(5, 2)));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var (table, rows, indices) = (new float[100 * 64], new float[2000 * 64], Numbers.Classes(5, 2000, 100));
        Steady.AllocatesNothing(() =>
        {
            Kernels.Embedding.Gather(table, indices, 64, rows);
            Kernels.Embedding.Gradient(rows, indices, 64, table);
        });
    }
}
