namespace Workflow.Compiled.Tests;

public class CustomOperatorTests
{
    private static readonly Tensor X = new([-1.5f, -0.25f, 0.5f, 2], [2, 2]);

    [Fact]
    public void A_custom_operator_runs_eagerly()
    {
        var y = Operators.Swoosh(X, beta: 2);

        Assert.Equal(X.Shape, y.Shape);
        for (var i = 0; i < 4; i++)
            Assert.Equal(X.Span[i] / (1 + MathF.Exp(-2 * X.Span[i])), y.Span[i], tolerance: 1e-6f);
    }

    [Fact]
    public void A_right_gradient_passes_the_check() =>
        Assert.Empty(CustomOperator.CheckGradient(
            X, x => Operators.Swoosh(x, 2), (x, y, dy, dx) => Operators.SwooshBackward(x, dy, dx, 2)));

    [Fact]
    public void A_wrong_gradient_is_found_at_its_elements()
    {
        var differences = CustomOperator.CheckGradient(X, x => Operators.Swoosh(x, 2), (x, y, dy, dx) =>
        {
            Operators.SwooshBackward(x, dy, dx, 2);
            dx[2] += 0.1f;
        });

        Assert.StartsWith("element 2 of [2, 2]", Assert.Single(differences), StringComparison.Ordinal);
    }

    [Fact]
    public void A_forgotten_gradient_is_found() =>
        Assert.Equal(4, CustomOperator.CheckGradient(X, x => x, (_, _, _, _) => { }).Count);

    private static class Operators
    {
        [CustomOperator(nameof(SwooshForward), nameof(SwooshBackward))]
        [return: Shape("...")]
        public static Tensor Swoosh([Shape("...")] Tensor x, float beta = 1) =>
            CustomOperator.Compute(x.Shape, y => SwooshForward(x.Span, y, beta));

        public static void SwooshForward(ReadOnlySpan<float> x, Span<float> y, float beta)
        {
            for (var i = 0; i < x.Length; i++)
                y[i] = x[i] * Sigmoid(beta * x[i]);
        }

        public static void SwooshBackward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, float beta)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var gate = Sigmoid(beta * x[i]);
                dx[i] = dy[i] * (gate + beta * x[i] * gate * (1 - gate));
            }
        }

        private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
    }
}
