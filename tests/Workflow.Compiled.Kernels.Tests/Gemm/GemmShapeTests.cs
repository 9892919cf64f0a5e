namespace Workflow.Compiled.Kernels.Tests;

/// <summary>The product of matrices of every kind of shape, against double precision.</summary>
public class GemmShapeTests
{
    /// <summary>Around every width of a register, every height of a tile, and their doubles.</summary>
    private static readonly int[] Borders = [0, 1, 2, 3, 5, 7, 13, 14, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 129];

    private static readonly int[] InnerBorders = [0, 1, 2, 3, 4, 5, 17, 64];

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void Every_pair_of_border_sizes(bool leftTransposed, bool rightTransposed)
    {
        var inner = 0;
        foreach (var rows in Borders)
        {
            foreach (var columns in Borders)
                Check(rows, columns, InnerBorders[inner++ % InnerBorders.Length], leftTransposed, rightTransposed);
        }
    }

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void Every_inner_dimension_around_the_borders(bool leftTransposed, bool rightTransposed)
    {
        foreach (var inner in Borders)
        {
            Check(15, 33, inner, leftTransposed, rightTransposed);
            Check(1, 17, inner, leftTransposed, rightTransposed);
            Check(17, 1, inner, leftTransposed, rightTransposed);
            Check(29, 10, inner, leftTransposed, rightTransposed);
        }
    }

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void One_row(bool leftTransposed, bool rightTransposed)
    {
        Check(1, 256, 784, leftTransposed, rightTransposed);
        Check(1, 10, 128, leftTransposed, rightTransposed);
        Check(1, 1, 1000, leftTransposed, rightTransposed);
        Check(1, 3000, 3, leftTransposed, rightTransposed);
        Check(1, 77, 2500, leftTransposed, rightTransposed);
    }

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void One_column_and_outer_products(bool leftTransposed, bool rightTransposed)
    {
        Check(300, 1, 70, leftTransposed, rightTransposed);
        Check(784, 256, 1, leftTransposed, rightTransposed);
        Check(128, 10, 1, leftTransposed, rightTransposed);
        Check(1, 1, 1, leftTransposed, rightTransposed);
    }

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void Larger_than_a_block_in_each_dimension(bool leftTransposed, bool rightTransposed)
    {
        Check(14, 32, 2000, leftTransposed, rightTransposed);
        Check(5, 2100, 9, leftTransposed, rightTransposed);
        Check(403, 35, 21, leftTransposed, rightTransposed);
        Check(211, 545, 19, leftTransposed, rightTransposed);
        Check(161, 513, 1025, leftTransposed, rightTransposed);
    }

    [Theory]
    [InlineData(64, 256, 784)]
    [InlineData(64, 128, 256)]
    [InlineData(64, 10, 128)]
    [InlineData(32, 128, 128)]
    public void Layers_of_a_network_forward_and_backward(int batch, int outputs, int inputs)
    {
        Check(batch, outputs, inputs, leftTransposed: false, rightTransposed: false);
        Check(inputs, outputs, batch, leftTransposed: true, rightTransposed: false);
        Check(batch, inputs, outputs, leftTransposed: false, rightTransposed: true);
    }

    private static void Check(int rows, int columns, int inner, bool leftTransposed, bool rightTransposed)
    {
        var product = new ProductCase(rows, columns, inner, leftTransposed, rightTransposed);
        product.AssertIsProduct(product.Multiply());
    }
}
