namespace Workflow.Compiled;

/// <content>Losses inside of a network: they give a tensor, of no axes where they are reduced.</content>
public static partial class Functional
{
    /// <summary>The cross-entropy of logits against class numbers: −log softmax(input)[target], along axis 1.</summary>
    /// <param name="input">The logits, of shape [batch, classes, ...].</param>
    /// <param name="target">The class numbers, of shape [batch, ...].</param>
    /// <param name="weight">A weight for each class; null when all count the same. No gradient flows to it.</param>
    /// <param name="ignoreIndex">The target of samples that do not count.</param>
    /// <param name="labelSmoothing">The part of the target, from 0 to 1, that is spread over all classes.</param>
    /// <param name="reduction">How the losses of samples become one; the mean is weighted, and NaN where no sample counts.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a class number or the smoothing is out of range.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html"/>
    [Operator("CrossEntropy")]
    public static Tensor CrossEntropy(
        Tensor input, IndexTensor target, Tensor? weight = null, int ignoreIndex = -100, float labelSmoothing = 0, Reduction reduction = Reduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        if (input.Shape.Rank < 2 || target.Shape != Axes.Remove(input.Shape, [1]))
            throw new ArgumentException($"CrossEntropy takes logits [batch, classes, ...] and class numbers [batch, ...] but is given {input.Shape} and {target.Shape}", nameof(target));
        var classes = input.Shape[1];
        RequireShape("CrossEntropy", "weight", weight, [classes]);
        if (labelSmoothing is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "label smoothing is between 0 and 1");

        var inner = input.Shape.Product(2, input.Shape.Rank);
        var losses = new double[target.Shape.ElementCount];
        var weights = 0.0;
        for (var sample = 0; sample < losses.Length; sample++)
        {
            var label = target.Span[sample];
            if (label == ignoreIndex)
                continue;
            if (label < 0 || label >= classes)
                throw new ArgumentOutOfRangeException(nameof(target), label, $"class number {sample} of {target.Shape} must be one of 0 to {classes - 1}");
            double[] logits = [.. Enumerable.Range(0, classes).Select(category => (double)input.Span[(sample / inner * classes + category) * inner + sample % inner])];
            var max = logits.Max();
            var normalizer = max + Math.Log(logits.Sum(logit => Math.Exp(logit - max)));
            var smooth = logits.Select((logit, category) => Weight(category) * (normalizer - logit)).Sum() / classes;
            losses[sample] = (1 - labelSmoothing) * Weight(label) * (normalizer - logits[label]) + labelSmoothing * smooth;
            weights += Weight(label);
        }

        return Reduced(losses, weights, target.Shape, reduction);

        double Weight(int category) => weight?.Span[category] ?? 1;
    }

    /// <summary>The squared error (input − target)² of each element.</summary>
    /// <param name="input">What the network gave.</param>
    /// <param name="target">What it should have given, of the same shape.</param>
    /// <param name="reduction">How the losses of elements become one.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html"/>
    [Operator("MseLoss")]
    public static Tensor MseLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        RequireSameShape("MseLoss", input, target);
        var losses = new double[input.Shape.ElementCount];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = ((double)input.Span[i] - target.Span[i]) * ((double)input.Span[i] - target.Span[i]);
        return Reduced(losses, losses.Length, input.Shape, reduction);
    }

    /// <summary>
    /// The binary cross-entropy of each logit x against a probability t: −w · (p · t · log σ(x) + (1 − t) · log(1 − σ(x))), computed without overflow.
    /// </summary>
    /// <param name="input">The logits.</param>
    /// <param name="target">The probabilities, of the same shape.</param>
    /// <param name="weight">A factor w for each element, of a shape that broadcasts; null for 1.</param>
    /// <param name="positiveWeight">A factor p of the positive term, of a shape that broadcasts; null for 1.</param>
    /// <param name="reduction">How the losses of elements become one; the mean is over their number, whatever their weights.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html"/>
    [Operator("BceWithLogits")]
    public static Tensor BceWithLogits(
        Tensor input, Tensor target, Tensor? weight = null, Tensor? positiveWeight = null, Reduction reduction = Reduction.Mean)
    {
        RequireSameShape("BceWithLogits", input, target);
        var (factors, positives) = (Factors("weight", weight, input.Shape), Factors("positiveWeight", positiveWeight, input.Shape));
        var losses = new double[input.Shape.ElementCount];
        for (var i = 0; i < losses.Length; i++)
        {
            double x = input.Span[i], t = target.Span[i];
            // −log σ(x) = max(−x, 0) + log(1 + exp(−|x|)), and −log(1 − σ(x)) is that plus x.
            var negativeLog = Math.Max(-x, 0) + ScalarMath.LogOnePlus(Math.Exp(-Math.Abs(x)));
            losses[i] = factors(i) * (positives(i) * t * negativeLog + (1 - t) * (negativeLog + x));
        }

        return Reduced(losses, losses.Length, input.Shape, reduction);
    }

    private static Func<int, double> Factors(string name, Tensor? tensor, Shape shape)
    {
        if (tensor is null)
            return _ => 1;
        if (Broadcasting.CommonShape(name, shape, tensor.Shape) != shape)
            throw new ArgumentException($"the {name} {tensor.Shape} must broadcast to {shape}", name);
        var repeated = Movement.Repeat(tensor, shape);
        return i => repeated.Span[i];
    }

    private static void RequireSameShape(string name, Tensor input, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        if (input.Shape != target.Shape)
            throw new ArgumentException($"{name} of {input.Shape} takes targets of that shape but is given {target.Shape}", nameof(target));
    }

    private static Tensor Reduced(double[] losses, double count, Shape shape, Reduction reduction) => reduction switch
    {
        Reduction.Mean => new Tensor([(float)(losses.Sum() / count)], []),
        Reduction.Sum => new Tensor([(float)losses.Sum()], []),
        Reduction.None => new Tensor([.. losses.Select(loss => (float)loss)], shape),
        _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "there is no such reduction"),
    };
}
