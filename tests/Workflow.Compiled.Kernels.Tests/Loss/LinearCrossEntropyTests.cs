namespace Workflow.Compiled.Kernels.Tests;

/// <summary>A linear layer with cross-entropy in chunks is the layer and the loss one after the other.</summary>
[Collection(ThreadsCollection.Name)]
public class LinearCrossEntropyTests
{
    public static TheoryData<int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 1 }, { 5, 3, 2, 1 }, { 7, 4, 33, 3 }, { 64, 16, 10, 64 }, { 50, 33, 1000, 7 }, { 131, 20, 77, 40 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_results_are_those_of_separate_kernels(int rows, int inner, int classes, int chunk)
    {
        foreach (var smoothing in (float[])[0, 0.1f])
        {
            foreach (var reduction in (LossReduction[])[LossReduction.Mean, LossReduction.Sum])
            {
                foreach (var weighted in (bool[])[false, true])
                {
                    var problem = new Problem(rows, inner, classes);
                    var options = problem.Options(smoothing, reduction, weighted);
                    var logits = new float[rows * classes];
                    Kernels.Gemm.Multiply(new Matrix(problem.Input, rows, inner), new Matrix(problem.Weight, inner, classes), logits);
                    for (var i = 0; i < logits.Length; i++)
                        logits[i] += problem.Bias[i % classes];
                    var gradient = new float[logits.Length];
                    var loss = CrossEntropy.Forward(logits, rows, classes, problem.Targets, options, gradient);
                    var (dx, dw, db) = (new float[rows * inner], new float[inner * classes], new float[classes]);
                    Kernels.Gemm.Multiply(new Matrix(gradient, rows, classes), new Matrix(problem.Weight, inner, classes).Transposed, dx);
                    Kernels.Gemm.Multiply(new Matrix(problem.Input, rows, inner).Transposed, new Matrix(gradient, rows, classes), dw);
                    Reduce.Sum(gradient, 1, rows, classes, db);

                    var actual = problem.Run(options, chunk);
                    Assert.Equal(loss, actual.Loss, 1e-5f * Math.Max(1, Math.Abs(loss)));
                    Close(dx, actual.InputGradient);
                    Close(dw, actual.WeightGradient);
                    Close(db, actual.BiasGradient);
                }
            }
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var problem = new Problem(150, 64, 900);
        Steady.SameForAllThreads(() =>
        {
            var (loss, dx, dw, db) = problem.Run(default, 40);
            return [loss, .. dx, .. dw, .. db];
        });
    }

    [Fact]
    public void What_is_not_wanted_is_not_computed_and_the_rest_is_the_same()
    {
        var problem = new Problem(20, 6, 30);
        var all = problem.Run(default, 7);
        var scratch = new float[8 * 30];
        var dw = new float[all.WeightGradient.Length];
        Assert.Equal(all.Loss, problem.Run(default, scratch, [], [], []));
        Assert.Equal(all.Loss, problem.Run(default, scratch, [], dw, []));
        Assert.Equal(all.WeightGradient, dw);
    }

    [Fact]
    public void Without_a_sample_that_counts_the_mean_is_NaN_and_gradients_are_0()
    {
        var problem = new Problem(3, 2, 5);
        problem.Targets.AsSpan().Fill(-100);
        var (loss, dx, dw, db) = problem.Run(default, 1);
        Assert.True(float.IsNaN(loss));
        Assert.All([.. dx, .. dw, .. db], value => Assert.Equal(0, value));
        var none = new Problem(0, 2, 5).Run(default, 1);
        Assert.True(float.IsNaN(none.Loss));
        Assert.All([.. none.WeightGradient, .. none.BiasGradient], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Scratch_memory_is_small_beside_the_logits()
    {
        Assert.True(LinearCrossEntropy.ScratchLength(4096, 32_000) < 4096L * 32_000 / 10);
        Assert.Equal(11 * 7, LinearCrossEntropy.ScratchLength(10, 7));
        Assert.Equal(2 * 7, LinearCrossEntropy.ScratchLength(1, 7));
        Assert.Equal(0, LinearCrossEntropy.ScratchLength(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => LinearCrossEntropy.ScratchLength(1, -1));
    }

    [Fact]
    public void Wrong_operands_are_refused_before_anything_is_written()
    {
        var problem = new Problem(4, 3, 5);
        var (scratch, dx, dw, db) = (new float[30], Numbers.Untouched(12), Numbers.Untouched(15), Numbers.Untouched(5));
        Assert.Throws<ArgumentException>("scratch", () => problem.Run(default, scratch.AsSpan(0, 9), dx, dw, db));
        Assert.Throws<ArgumentException>("inputGradient", () => problem.Run(default, scratch, dx.AsSpan(1), dw, db));
        Assert.Throws<ArgumentException>("weightGradient", () => problem.Run(default, scratch, dx, dw.AsSpan(1), db));
        Assert.Throws<ArgumentException>("biasGradient", () => problem.Run(default, scratch, dx, dw, db.AsSpan(1)));
        Assert.Throws<ArgumentException>("scratch", () => problem.Run(default, dw, dx, dw, db));
        Assert.Throws<ArgumentException>("inputGradient", () => problem.Run(default, scratch, problem.Input, dw, db));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => problem.Run(new CrossEntropyOptions { LabelSmoothing = 2 }, scratch, dx, dw, db));
        problem.Targets[2] = 5;
        var exception = Assert.Throws<ArgumentOutOfRangeException>("targets", () => problem.Run(default, scratch, dx, dw, db));
        Assert.Contains("The target of sample 2 is 5", exception.Message, StringComparison.Ordinal);
        Assert.All([.. dx, .. dw, .. db], value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var problem = new Problem(64, 32, 500);
        var (scratch, dx, dw, db) = (new float[LinearCrossEntropy.ScratchLength(64, 500)], new float[64 * 32], new float[32 * 500], new float[500]);
        Steady.AllocatesNothing(() => problem.Run(default, scratch, dx, dw, db));
    }

    private static void Close(float[] expected, float[] actual)
    {
        var tolerance = 3e-6f * expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance + 1e-9f);
    }

    private sealed class Problem(int rows, int inner, int classes)
    {
        private readonly float[] _classWeights = [.. Numbers.Uniform(9, classes).Select(w => w + 1.5f)];

        public float[] Input { get; } = Numbers.Uniform(1, rows * inner);

        public float[] Weight { get; } = Numbers.Uniform(2, inner * classes);

        public float[] Bias { get; } = Numbers.Uniform(3, classes);

        public int[] Targets { get; } = [.. Numbers.Classes(4, rows, classes).Select((target, i) => i % 5 == 3 ? -100 : target)];

        public CrossEntropyOptions Options(float smoothing, LossReduction reduction, bool weighted) =>
            new() { LabelSmoothing = smoothing, Reduction = reduction, ClassWeights = weighted ? _classWeights : [] };

        public float Run(CrossEntropyOptions options, Span<float> scratch, Span<float> dx, Span<float> dw, Span<float> db) =>
            LinearCrossEntropy.Run(Input, Weight, Bias, rows, inner, classes, Targets, options, scratch, dx, dw, db);

        public (float Loss, float[] InputGradient, float[] WeightGradient, float[] BiasGradient) Run(CrossEntropyOptions options, int chunk)
        {
            using var scratch = new GuardedBuffer(Numbers.Untouched((chunk + 1) * classes));
            using var dx = new GuardedBuffer(Numbers.Untouched(rows * inner));
            using var dw = new GuardedBuffer(Numbers.Untouched(inner * classes));
            using var db = new GuardedBuffer(Numbers.Untouched(classes));
            var loss = Run(options, scratch.Span, dx.Span, dw.Span, db.Span);
            return (loss, dx.Span.ToArray(), dw.Span.ToArray(), db.Span.ToArray());
        }
    }
}
