namespace Workflow.Compiled;

/// <summary>Element-wise operations on tensors whose shapes broadcast as in NumPy.</summary>
internal static class Broadcasting
{
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Combine(string operation, Tensor left, Tensor right, Func<double, double, double> function)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var shape = CommonShape(operation, left.Shape, right.Shape);
        var result = new Tensor(shape);
        for (var i = 0; i < shape.ElementCount; i++)
            result.Span[i] = (float)function(left.Span[SourceIndex(i, shape, left.Shape)], right.Span[SourceIndex(i, shape, right.Shape)]);
        return result;
    }

    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Combine(string operation, Tensor first, Tensor second, Tensor third, Func<double, double, double, double> function)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        var shape = CommonShape(operation, CommonShape(operation, first.Shape, second.Shape), third.Shape);
        var result = new Tensor(shape);
        for (var i = 0; i < shape.ElementCount; i++)
        {
            result.Span[i] = (float)function(
                first.Span[SourceIndex(i, shape, first.Shape)],
                second.Span[SourceIndex(i, shape, second.Shape)],
                third.Span[SourceIndex(i, shape, third.Shape)]);
        }

        return result;
    }

    private static Shape CommonShape(string operation, Shape left, Shape right)
    {
        var lengths = new int[Math.Max(left.Rank, right.Rank)];
        for (var fromEnd = 1; fromEnd <= lengths.Length; fromEnd++)
        {
            var a = LengthFromEnd(left, fromEnd);
            var b = LengthFromEnd(right, fromEnd);
            if (a != b && a != 1 && b != 1)
                throw new ArgumentException($"{left} {operation} {right}: the lengths {a} and {b} of axis {-fromEnd} differ, and neither is 1");
            lengths[^fromEnd] = a == 1 ? b : a;
        }

        return new Shape(lengths);
    }

    /// <summary>The element of a broadcast operand that belongs to an element of the result.</summary>
    private static int SourceIndex(int resultIndex, Shape result, Shape source)
    {
        int index = 0, stride = 1;
        for (var fromEnd = 1; fromEnd <= source.Rank; fromEnd++)
        {
            var place = resultIndex % result[result.Rank - fromEnd];
            resultIndex /= result[result.Rank - fromEnd];
            var length = source[source.Rank - fromEnd];
            if (length != 1)
                index += place * stride;
            stride *= length;
        }

        return index;
    }

    private static int LengthFromEnd(Shape shape, int fromEnd) => fromEnd <= shape.Rank ? shape[shape.Rank - fromEnd] : 1;
}
