namespace Workflow.Compiled;

/// <content>Softmax and its logarithm along an axis.</content>
public static partial class Functional
{
    /// <summary>exp(x) / Σ exp(x) along an axis, computed without overflow.</summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="dim">The axis along which the result sums to 1; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html"/>
    [Operator("Softmax")]
    public static Tensor Softmax(Tensor input, int dim) =>
        AlongAxis(input, dim, (x, max, sum) => Math.Exp(x - max) / sum);

    /// <summary>x − log Σ exp(x) along an axis, computed without overflow.</summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="dim">The axis along which the exponentials of the result sum to 1; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html"/>
    [Operator("LogSoftmax")]
    public static Tensor LogSoftmax(Tensor input, int dim) =>
        AlongAxis(input, dim, (x, max, sum) => x - max - Math.Log(sum));

    private static Tensor AlongAxis(Tensor input, int dim, Func<double, double, double, double> value)
    {
        ArgumentNullException.ThrowIfNull(input);
        var axis = Axes.Normalize(dim, input.Shape, nameof(dim));
        int length = input.Shape[axis], inner = input.Shape.Product(axis + 1, input.Shape.Rank);
        var lines = input.Shape.Product(0, axis) * inner;
        var result = new Tensor(input.Shape);
        for (var line = 0; line < lines; line++)
        {
            var first = line / inner * length * inner + line % inner;
            double max = double.NegativeInfinity, sum = 0;
            for (var i = 0; i < length; i++)
                max = Math.Max(max, input.Span[first + i * inner]);
            for (var i = 0; i < length; i++)
                sum += Math.Exp(input.Span[first + i * inner] - max);
            for (var i = 0; i < length; i++)
                result.Span[first + i * inner] = (float)value(input.Span[first + i * inner], max, sum);
        }

        return result;
    }
}
