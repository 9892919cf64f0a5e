namespace Workflow.Compiled.Kernels.Tests;

/// <summary>The path of each register width, whatever the machine prefers.</summary>
public unsafe class GemmWidthTests
{
    private static readonly (int Rows, int Columns, int Inner)[] Shapes =
    [
        (0, 4, 3), (2, 3, 0), (1, 1, 1), (1, 10, 33), (1, 200, 70), (3, 7, 2), (5, 15, 9), (6, 16, 4), (7, 17, 5), (13, 10, 64), (14, 32, 3), (15, 33, 17),
        (31, 8, 12), (64, 9, 21), (163, 37, 19), (30, 515, 400), (200, 530, 13),
    ];

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void Sixteen_lanes(bool leftTransposed, bool rightTransposed) => Check<Lanes16>(leftTransposed, rightTransposed);

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void Eight_lanes(bool leftTransposed, bool rightTransposed) => Check<Lanes8>(leftTransposed, rightTransposed);

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void Four_lanes(bool leftTransposed, bool rightTransposed) => Check<Lanes4>(leftTransposed, rightTransposed);

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void More_than_one_row_has_the_same_bits_at_every_width(bool leftTransposed, bool rightTransposed)
    {
        foreach (var (rows, columns, inner) in Shapes.Where(shape => shape.Rows > 1))
        {
            var product = new ProductCase(rows, columns, inner, leftTransposed, rightTransposed);
            var expected = Multiply<Lanes16>(product);
            Assert.True(Steady.SameBits(expected, Multiply<Lanes8>(product)), $"{product}: 8 lanes differ.");
            Assert.True(Steady.SameBits(expected, Multiply<Lanes4>(product)), $"{product}: 4 lanes differ.");
        }
    }

    private static void Check<V>(bool leftTransposed, bool rightTransposed)
        where V : struct, IVector<V>
    {
        foreach (var (rows, columns, inner) in Shapes)
        {
            var product = new ProductCase(rows, columns, inner, leftTransposed, rightTransposed);
            product.AssertIsProduct(Multiply<V>(product));
        }
    }

    private static float[] Multiply<V>(ProductCase product)
        where V : struct, IVector<V>
    {
        var result = ProductCase.Untouched(product.Rows * product.Columns);
        Matrix left = product.Left, right = product.Right;
        fixed (float* a = left.Data, b = right.Data, c = result)
        {
            GemmWork.Run<V, NoEpilogue>(
                new Operand((nint)a, left.RowStride, left.ColumnStride),
                new Operand((nint)b, right.RowStride, right.ColumnStride),
                new Target((nint)c, product.Columns),
                product.Rows,
                product.Columns,
                product.Inner,
                default);
        }

        return result;
    }
}
