using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Two factors with values of both signs, stored plain or transposed, and their product in double precision with its rounding bound.</summary>
internal sealed class ProductCase
{
    private const double UnitRoundoff = 1.0 / (1 << 24);
    private readonly float[] _left;
    private readonly float[] _right;
    private readonly bool _leftTransposed;
    private readonly bool _rightTransposed;

    public ProductCase(int rows, int columns, int inner, bool leftTransposed, bool rightTransposed)
    {
        (Rows, Columns, Inner) = (rows, columns, inner);
        (_leftTransposed, _rightTransposed) = (leftTransposed, rightTransposed);
        var random = new Random(HashCodeOf(rows, columns, inner));
        _left = Values(random, rows * inner);
        _right = Values(random, inner * columns);
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Inner { get; }

    /// <summary>The left factor's values in memory order.</summary>
    public Span<float> LeftData => _left;

    /// <summary>The right factor's values in memory order.</summary>
    public Span<float> RightData => _right;

    public Matrix Left => LeftOver(_left);

    public Matrix Right => RightOver(_right);

    /// <summary>The left factor over other memory that holds the same values.</summary>
    public Matrix LeftOver(ReadOnlySpan<float> data) =>
        _leftTransposed ? new Matrix(data, Inner, Rows).Transposed : new Matrix(data, Rows, Inner);

    /// <summary>The right factor over other memory that holds the same values.</summary>
    public Matrix RightOver(ReadOnlySpan<float> data) =>
        _rightTransposed ? new Matrix(data, Columns, Inner).Transposed : new Matrix(data, Inner, Columns);

    public float[] Multiply()
    {
        var result = Untouched(Rows * Columns);
        Kernels.Gemm.Multiply(Left, Right, result);
        return result;
    }

    /// <summary>Memory whose every element must be written before it is a result: NaN.</summary>
    public static float[] Untouched(int length)
    {
        var values = new float[length];
        Array.Fill(values, float.NaN);
        return values;
    }

    /// <summary>
    /// Compares with the product in double precision. The bound is that of a sum of rounded products in any order,
    /// inner · u · Σ|a·b| (Higham, Accuracy and Stability of Numerical Algorithms, 3.1): nothing is tuned.
    /// </summary>
    public void AssertIsProduct(ReadOnlySpan<float> result)
    {
        Assert.Equal(Rows * Columns, result.Length);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var (sum, magnitude) = Element(row, column);
                var bound = (Inner + 1) * UnitRoundoff * magnitude;
                var actual = result[(row * Columns) + column];
                if (!(Math.Abs(actual - sum) <= bound))
                    Assert.Fail($"{this}: element [{row}, {column}] is {actual}, but {sum} ± {bound} was expected.");
            }
        }
    }

    public override string ToString() =>
        $"{Rows}x{Inner}{(_leftTransposed ? "ᵀ" : "")} · {Inner}x{Columns}{(_rightTransposed ? "ᵀ" : "")}";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Sum, double Magnitude) Element(int row, int column)
    {
        var (sum, magnitude) = (0.0, 0.0);
        for (var step = 0; step < Inner; step++)
        {
            double left = _left[_leftTransposed ? (step * Rows) + row : (row * Inner) + step];
            double right = _right[_rightTransposed ? (column * Inner) + step : (step * Columns) + column];
            sum += left * right;
            magnitude += Math.Abs(left * right);
        }

        return (sum, magnitude);
    }

    private static float[] Values(Random random, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (random.NextSingle() * 2) - 1;
        return values;
    }

    private static int HashCodeOf(int rows, int columns, int inner) => (((rows * 31) + columns) * 31) + inner;
}
