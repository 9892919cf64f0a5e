namespace Workflow.Compiled.Tests;

public class LossTests
{
    private static readonly Tensor Logits = Values.Random([4, 3], low: -3, high: 3);
    private static readonly IndexTensor Labels = new([0, 2, 1, 2], [4]);

    public static TheoryData<string, Loss, Targets, Func<Tensor, Tensor>> Losses => new()
    {
        { "cross-entropy", new CrossEntropyLoss(), Labels, x => Mean(-1f * Pick(Functional.LogSoftmax(x, 1), Labels)) },
        { "sum", new CrossEntropyLoss(reduction: Reduction.Sum), Labels, x => -1f * Pick(Functional.LogSoftmax(x, 1), Labels).Sum() },
        {
            "smoothing", new CrossEntropyLoss(labelSmoothing: 0.3f), Labels,
            x => -0.7f * Mean(Pick(Functional.LogSoftmax(x, 1), Labels)) - 0.3f * Functional.LogSoftmax(x, 1).Mean()
        },
        {
            "weights", new CrossEntropyLoss([1, 2, 4]), Labels,
            x => -1f * (Pick(Functional.LogSoftmax(x, 1), Labels) * new Tensor([1, 4, 2, 4], [4])).Sum() / 11f
        },
        { "ignored", new CrossEntropyLoss(ignoreIndex: 2), Labels, x => -0.5f * (Pick(Functional.LogSoftmax(x, 1), Labels) * new Tensor([1, 0, 1, 0], [4])).Sum() },
        { "likelihood", new NllLoss(), Labels, x => Mean(-1f * Pick(x, Labels)) },
        { "squares", new MseLoss(), Logits + 0.5f * Logits, x => Functional.Square(x - (Logits + 0.5f * Logits)).Mean() },
        { "magnitudes", new L1Loss(Reduction.Sum), Logits * 2, x => Functional.Abs(x - Logits * 2).Sum() },
        {
            "binary", new BceWithLogitsLoss(), Functional.Sigmoid(Logits),
            x => (Functional.Softplus(x) - x * Functional.Sigmoid(Logits)).Mean()
        },
        {
            "binary weights", new BceWithLogitsLoss(Reduction.Mean, [1, 2, 3], [1, 0.5f, 2]), Functional.Sigmoid(Logits),
            x => (new Tensor([1, 2, 3], [3]) * (new Tensor([1, 0.5f, 2], [3]) * Functional.Sigmoid(Logits) * Functional.Softplus(-x)
                + (1f - Functional.Sigmoid(Logits)) * Functional.Softplus(x))).Mean()
        },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_and_gradient_agree_with_the_formula(string what, Loss loss, Targets targets, Func<Tensor, Tensor> formula)
    {
        var gradient = new Tensor(Logits.Shape);

        var actual = loss.Forward(Logits, targets, gradient);

        Assert.True(MathF.Abs(formula(Logits).Item() - actual) < 1e-5f, $"{what}: {actual}, expected {formula(Logits).Item()}");
        Assert.Equal(actual, loss.Forward(Logits, targets));
        const float Step = 1 / 64f;
        for (var i = 0; i < 12; i++)
        {
            var (above, below) = (new Tensor(Logits.Span, Logits.Shape), new Tensor(Logits.Span, Logits.Shape));
            above.Span[i] += Step;
            below.Span[i] -= Step;
            var slope = (formula(above).Item() - formula(below).Item()) / (2 * Step);
            Assert.True(MathF.Abs(slope - gradient.Span[i]) < 5e-4f, $"{what}: gradient {i} is {gradient.Span[i]}, expected {slope}");
        }
    }

    [Fact]
    public void Losses_are_given_one_by_one()
    {
        var losses = new CrossEntropyLoss(reduction: Reduction.None).PerSample(Logits, Labels);
        Assert.Equal([4], losses.Shape);
        Assert.Equal(new CrossEntropyLoss().Forward(Logits, Labels), losses.Mean().Item(), 1e-6f);

        var squares = new MseLoss().PerSample(Logits, Logits * 3);
        Values.AssertClose(Functional.Square(Logits * 2).Span, squares.Span);
    }

    [Fact]
    public void Without_reduction_there_is_no_single_loss() =>
        Assert.Throws<InvalidOperationException>(() => new MseLoss(Reduction.None).Forward(Logits, Logits));

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_label_out_of_range_is_named_and_nothing_is_written(int label)
    {
        var labels = new IndexTensor([0, 1, label, 2], [4]);
        var gradient = new Tensor([4, 3]) + 7;

        foreach (var loss in (Loss[])[new CrossEntropyLoss(), new NllLoss()])
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => loss.Forward(Logits, labels, gradient));
            Assert.Contains($"sample 2 is {label}", exception.Message, StringComparison.Ordinal);
            Assert.Contains("3 classes", exception.Message, StringComparison.Ordinal);
            Assert.All(gradient.Span.ToArray(), value => Assert.Equal(7, value));
        }
    }

    [Fact]
    public void Where_all_labels_are_ignored_the_gradient_is_zero()
    {
        var gradient = new Tensor([4, 3]) + 7;

        var loss = new CrossEntropyLoss().Forward(Logits, new IndexTensor([-100, -100, -100, -100], [4]), gradient);

        Assert.True(float.IsNaN(loss));
        Assert.All(gradient.Span.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Targets_of_the_wrong_kind_or_shape_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CrossEntropyLoss().Forward(Logits, Logits));
        Assert.Throws<ArgumentException>(() => new MseLoss().Forward(Logits, Labels));
        Assert.Throws<ArgumentException>(() => new MseLoss().Forward(Logits, default));
        Assert.Throws<ArgumentException>(() => new CrossEntropyLoss().Forward(Logits, new IndexTensor([3])));
        Assert.Throws<ArgumentException>(() => new CrossEntropyLoss().Forward(Logits, new IndexTensor([4, 1])));
        Assert.Throws<ArgumentException>(() => new CrossEntropyLoss().Forward(new Tensor([4]), Labels));
        Assert.Throws<ArgumentException>(() => new CrossEntropyLoss([1, 2]).Forward(Logits, Labels));
        Assert.Throws<ArgumentException>(() => new BceWithLogitsLoss(weight: [1, 2]).Forward(Logits, Logits));
        Assert.Throws<ArgumentException>(() => new MseLoss().Forward(Logits, new Tensor([3, 4])));
        Assert.Throws<ArgumentException>(() => new MseLoss().Forward(Logits, Logits, new Tensor([3, 4])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(labelSmoothing: 1.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MseLoss((Reduction)9));
    }

    [Fact]
    public void A_loss_allocates_nothing()
    {
        var gradient = new Tensor(Logits.Shape);
        Loss[] losses = [new CrossEntropyLoss([1, 2, 4], labelSmoothing: 0.1f), new NllLoss()];
        foreach (var loss in losses)
        {
            loss.Forward(Logits, Labels, gradient);
            var before = GC.GetAllocatedBytesForCurrentThread();
            loss.Forward(Logits, Labels, gradient);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static Tensor Mean(Tensor tensor) => tensor.Mean();

    private static Tensor Pick(Tensor rows, IndexTensor labels)
    {
        var picked = new Tensor([rows.Shape[0]]);
        for (var row = 0; row < rows.Shape[0]; row++)
            picked.Span[row] = rows.Span[row * rows.Shape[1] + labels.Span[row]];
        return picked;
    }
}
