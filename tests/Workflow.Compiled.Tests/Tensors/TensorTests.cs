namespace Workflow.Compiled.Tests;

public class TensorTests
{
    [Fact]
    public void Shapes_are_compared_by_value_and_printed()
    {
        Shape shape = [64, 784];

        Assert.Equal("[64, 784]", shape.ToString());
        Assert.True(shape == new Shape(64, 784));
        Assert.True(shape != [784, 64]);
        Assert.Equal(new Shape(64, 784).GetHashCode(), shape.GetHashCode());
        Assert.Equal(64 * 784, shape.ElementCount);
        Assert.Equal(1, new Shape().ElementCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, -1));
        Assert.Throws<OverflowException>(() => new Shape(1 << 16, 1 << 16));
    }

    [Fact]
    public void A_tensor_copies_the_values_it_is_given()
    {
        float[] values = [1, 2];
        var tensor = new Tensor(values, [2]);
        values[0] = 9;

        Assert.Equal([1f, 2], tensor.Span);
        Assert.Throws<ArgumentException>(() => new Tensor(values, [3]));
        Assert.Throws<ArgumentException>(() => new IndexTensor([1], [3]));
    }

    [Fact]
    public void The_largest_element_is_found_as_in_PyTorch()
    {
        Assert.Equal(1, new Tensor([1, 5, 5, 2], [4]).ArgMax());
        Assert.Equal(2, new Tensor([1, 5, float.NaN, 7], [4]).ArgMax());
        Assert.Equal([2, 0], new Tensor([1, 2, 3, 6, 5, 4], [2, 3]).ArgMax(1).Span);
        Assert.Equal([1, 1, 1], new Tensor([1, 2, 3, 6, 5, 4], [2, 3]).ArgMax(-2).Span);
        Assert.Equal(1, new Tensor([5, 1, 1, 2], [4]).ArgMin());
        Assert.Equal(2, new Tensor([1, 5, float.NaN, 0], [4]).ArgMin());
        Assert.Equal([0, 2], new Tensor([1, 2, 3, 6, 5, 4], [2, 3]).ArgMin(1).Span);
        Assert.Equal([2, 1], new Tensor([1, 2, 3, 6, 5, 4], [2, 3]).ArgMax(1, keepDim: true).Shape);
        Assert.Throws<InvalidOperationException>(() => new Tensor([2, 0]).ArgMin(1));
        Assert.Throws<InvalidOperationException>(() => new Tensor([0]).ArgMax());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tensor([2]).ArgMax(1));
    }

    [Fact]
    public void Only_one_element_is_an_item()
    {
        Assert.Equal(3, new Tensor([3], [1, 1]).Item());
        Assert.Throws<InvalidOperationException>(() => new Tensor([2]).Item());
    }

    [Fact]
    public void The_text_shows_the_first_values() =>
        Assert.Equal("Tensor [10]: 0, 0, 0, 0, 0, 0, 0, 0, ...", new Tensor([10]).ToString());

    [Fact]
    public void A_batch_needs_as_many_targets_as_inputs()
    {
        Assert.Equal(2, new Batch(new Tensor([2, 3]), new IndexTensor([2])).Count);
        Assert.Throws<ArgumentException>(() => new Batch(new Tensor([2, 3]), new IndexTensor([3])));
        Assert.Throws<ArgumentException>(() => new Batch(new Tensor([]), new IndexTensor([1])));
    }
}
