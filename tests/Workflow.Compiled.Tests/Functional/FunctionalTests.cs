using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Tests;

/// <summary>The eager operators at values that are known. Parity tests compare the rest with libtorch.</summary>
public class FunctionalTests
{
    private static readonly Tensor X = new([-2, -0.5f, 0, 0.5f, 3], [5]);
    private static readonly Tensor Six = new([1, 2, 3, 4, 5, 6], [2, 3]);

    public static TheoryData<string, Tensor, float[]> Known => new()
    {
        { "relu", Relu(X), [0, 0, 0, 0.5f, 3] },
        { "leaky relu", LeakyRelu(X, 0.1f), [-0.2f, -0.05f, 0, 0.5f, 3] },
        { "elu", Elu(X, 2), [-1.7293294f, -0.78693867f, 0, 0.5f, 3] },
        { "softplus", Softplus(X), [0.12692805f, 0.47407699f, 0.69314718f, 0.97407699f, 3.0485873f] },
        { "softplus above its threshold", Softplus(X, beta: 2, threshold: 1), [0.009075f, 0.1566309f, 0.34657359f, 0.6566309f, 3] },
        { "sigmoid", Sigmoid(X), [0.11920292f, 0.37754067f, 0.5f, 0.62245933f, 0.95257413f] },
        { "tanh", Tanh(X), [-0.96402758f, -0.46211716f, 0, 0.46211716f, 0.99505475f] },
        { "silu", Silu(X), [-0.23840584f, -0.18877033f, 0, 0.31122967f, 2.8577224f] },
        { "gelu", Gelu(X), [-0.04550026f, -0.15426877f, 0, 0.34573123f, 2.9959502f] },
        { "gelu through tanh", Gelu(X, GeluApproximation.Tanh), [-0.04540229f, -0.15428598f, 0, 0.34571401f, 2.9963627f] },
        { "exp", Exp(X), [0.13533528f, 0.60653066f, 1, 1.6487213f, 20.085537f] },
        { "square", Square(X), [4, 0.25f, 0, 0.25f, 9] },
        { "abs", Abs(X), [2, 0.5f, 0, 0.5f, 3] },
        { "neg", Neg(X), [2, 0.5f, 0, -0.5f, -3] },
        { "log", Log(Six), [0, 0.69314718f, 1.0986123f, 1.3862944f, 1.6094379f, 1.7917595f] },
        { "sqrt", Sqrt(Six), [1, 1.4142136f, 1.7320508f, 2, 2.236068f, 2.4494897f] },
        { "softmax", Softmax(Six, -1), [0.09003057f, 0.24472847f, 0.66524096f, 0.09003057f, 0.24472847f, 0.66524096f] },
        { "log softmax", LogSoftmax(Six, 0), [-3.0485873f, -3.0485873f, -3.0485873f, -0.04858735f, -0.04858735f, -0.04858735f] },
        { "relu6", Relu6(2.5f * X), [0, 0, 0, 1.25f, 6] },
        { "hardtanh", Hardtanh(X, -1, 2), [-1, -0.5f, 0, 0.5f, 2] },
        { "hardsigmoid", Hardsigmoid(X), [0.16666667f, 0.41666667f, 0.5f, 0.58333333f, 1] },
        { "hardswish", Hardswish(X), [-0.33333333f, -0.20833333f, 0, 0.29166667f, 3] },
        { "mish", Mish(X), [-0.25250148f, -0.22074466f, 0, 0.37524524f, 2.9865350f] },
        { "clamp", X.Clamp(-1, 1), [-1, -0.5f, 0, 0.5f, 1] },
        { "clamp from below", X.Clamp(min: 0), [0, 0, 0, 0.5f, 3] },
        { "sign", X.Sign(), [-1, -1, 0, 1, 1] },
        { "floor", X.Floor(), [-2, -1, 0, 0, 3] },
        { "ceil", X.Ceil(), [-2, 0, 0, 1, 3] },
        { "round", (X + 2).Round(), [0, 2, 2, 2, 5] },
        { "power", Six.Pow(1.5f), [1, 2.8284271f, 5.1961524f, 8, 11.18034f, 14.696938f] },
        { "greater", X > 0, [0, 0, 0, 1, 1] },
        { "not below", 0 >= X, [1, 1, 1, 0, 0] },
        { "equal", Equal(X, 0.5f), [0, 0, 0, 1, 0] },
        { "where", Where(Six > new Tensor([2, 3], [2, 1]), Six, -1), [-1, -1, 3, 4, 5, 6] },
        { "maximum", Maximum(Six, new Tensor([4, 1, 5], [3])), [4, 2, 5, 4, 5, 6] },
        { "minimum", Minimum(X, 0), [-2, -0.5f, 0, 0, 0] },
        { "sum", Six.Sum(), [21] },
        { "sum of rows", Six.Sum(1), [6, 15] },
        { "sum of columns", Six.Sum(-2), [5, 7, 9] },
        { "mean", Six.Mean(0, 1), [3.5f] },
        { "mean of rows", Six.Mean([-1], keepDim: true), [2, 5] },
        { "largest of rows", Six.Max(1), [3, 6] },
        { "smallest of all", Six.Min(), [1] },
        { "variance", Six.Var(), [3.5f] },
        { "variance without correction", Six.Var([1], keepDim: true, correction: 0), [0.66666667f, 0.66666667f] },
        { "standard deviation", Six.Std(0), [2.1213203f, 2.1213203f, 2.1213203f] },
        { "prelu", PRelu(Six - 4, new Tensor([1, 2, 3], [3])), [-3, -4, -3, 0, 1, 2] },
        { "row added", Six + new Tensor([10, 20, 30], [3]), [11, 22, 33, 14, 25, 36] },
        { "column subtracted", Six - new Tensor([1, 2], [2, 1]), [0, 1, 2, 2, 3, 4] },
        { "numbers", 2 * (1 - Six / 2) + 12 / Six, [13, 6, 3, 1, -0.6f, -2] },
        { "product", Six.MatMul(Six.Reshape(3, 2)), [22, 28, 49, 64] },
        { "linear", Linear(Six, new Tensor([1, 0, -1, 2, 1, 0], [2, 3]), new Tensor([10, 20], [2])), [8, 24, 8, 33] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Values_are_as_known(string what, Tensor actual, float[] expected)
    {
        Assert.Equal(expected.Length, actual.Shape.ElementCount);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - actual.Span[i]) <= 1e-6f * MathF.Max(1, MathF.Abs(expected[i])), $"{what}, element {i}: {actual.Span[i]:R}, expected {expected[i]:R}");
    }

    [Fact]
    public void Beside_NaN_only_inequality_holds()
    {
        var nan = new Tensor([float.NaN], [1]);
        var one = new Tensor([1], [1]);
        Assert.Equal([0, 0, 0, 0, 0, 1], new[] { nan > one, one >= nan, nan < 1, 1 <= nan, Equal(nan, nan), NotEqual(nan, nan) }.Select(held => held.Item()));
        Assert.All([Maximum(nan, one), Minimum(one, nan), nan.Clamp(0, 1), Relu6(nan), Where(one, nan, 0)], result => Assert.True(float.IsNaN(result.Item())));
        Assert.Equal([1, 0], new[] { Where(nan, one, 0), nan.Sign() }.Select(held => held.Item()));
    }

    [Fact]
    public void Shapes_are_as_in_PyTorch()
    {
        var x = new Tensor([2, 3, 4]);
        Assert.Equal([24], x.Flatten().Shape);
        Assert.Equal([2, 12], x.Flatten(1).Shape);
        Assert.Equal([6, 4], x.Flatten(-3, -2).Shape);
        Assert.Equal([1], new Tensor([]).Flatten().Shape);
        Assert.Equal([4, 6], x.Reshape(4, -1).Shape);
        Assert.Equal([2, 4], x.Sum(1).Shape);
        Assert.Equal([2, 1, 4], x.Sum([1], keepDim: true).Shape);
        Assert.Equal([], x.Mean().Shape);
        Assert.Equal([2, 3, 4], (x + new Tensor([3, 1])).Shape);
        Assert.Equal([5, 2, 3, 4], (x * new Tensor([5, 1, 1, 1])).Shape);
        Assert.Equal([2, 3, 7], Linear(x, new Tensor([7, 4])).Shape);
    }

    [Fact]
    public void Extreme_values_overflow_nowhere()
    {
        Assert.Equal([0f, 1], Softmax(new Tensor([-1e4f, 1e4f], [2]), 0).Span);
        Assert.Equal([-2e4f, 0], LogSoftmax(new Tensor([-1e4f, 1e4f], [2]), 0).Span);
        Assert.Equal([0f, 1], Sigmoid(new Tensor([-1e4f, 1e4f], [2])).Span);
        Assert.Equal([0f, 1e4f], Gelu(new Tensor([-1e4f, 1e4f], [2])).Span);
        Assert.True(float.IsNaN(Relu(new Tensor([float.NaN], [1])).Item()));
        Assert.True(float.IsNaN(new Tensor([0]).Mean().Item()));
    }

    [Fact]
    public void Wrong_arguments_are_refused_with_their_shapes()
    {
        var x = new Tensor([2, 3]);
        AssertRefused("[2, 3] + [2, 2]", () => x + new Tensor([2, 2]));
        AssertRefused("[2, 3]", () => x.Sum(2));
        AssertRefused("[2, 3]", () => x.Sum(0, -2));
        AssertRefused("[2, 3]", () => Softmax(x, -3));
        AssertRefused("[2, 3]", () => x.Flatten(1, 0));
        AssertRefused("[2, 3] cannot be reshaped to [4, -1]", () => x.Reshape(4, -1));
        AssertRefused("[2, 3] cannot be reshaped to [7]", () => x.Reshape(7));
        AssertRefused("[-1, -1]", () => x.Reshape(-1, -1));
        AssertRefused("[2, 3] and [2, 3]", () => x.MatMul(x));
        AssertRefused("[2, 3]", () => x.MatMul(new Tensor([3])));
        AssertRefused("[..., 4] but is [2, 3]", () => Linear(x, new Tensor([5, 4])));
        AssertRefused("bias must be [5]", () => Linear(x, new Tensor([5, 3]), new Tensor([4])));
        AssertRefused("single number", () => Softmax(new Tensor([]), 0));
    }

    [Fact]
    public void Layers_compute_what_their_functions_do()
    {
        Assert.Equal(Relu(X).Span, new Relu().Forward(X).Span);
        Assert.Equal(LeakyRelu(X).Span, new LeakyRelu().Forward(X).Span);
        Assert.Equal(Elu(X, 0.5f).Span, new Elu(0.5f).Forward(X).Span);
        Assert.Equal(Softplus(X, 2, 1).Span, new Softplus(2, 1).Forward(X).Span);
        Assert.Equal(Sigmoid(X).Span, new Sigmoid().Forward(X).Span);
        Assert.Equal(Tanh(X).Span, new Tanh().Forward(X).Span);
        Assert.Equal(Silu(X).Span, new Silu().Forward(X).Span);
        Assert.Equal(Gelu(X, GeluApproximation.Tanh).Span, new Gelu(GeluApproximation.Tanh).Forward(X).Span);
        Assert.Equal(Softmax(Six, 1).Span, new Softmax(1).Forward(Six).Span);
        Assert.Equal(LogSoftmax(Six, 1).Span, new LogSoftmax(1).Forward(Six).Span);
        Assert.Equal([2, 12], new Flatten().Forward(new Tensor([2, 3, 4])).Shape);
        Assert.Empty(new Relu().Parameters);
    }

    private static void AssertRefused(string words, Func<Tensor> operation) =>
        Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(operation).Message, StringComparison.Ordinal);
}
