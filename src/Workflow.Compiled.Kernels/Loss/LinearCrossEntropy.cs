using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// A linear layer and the cross-entropy of its outputs (<see cref="CrossEntropy"/>), forward and backward in one: a chunk of rows at a time goes all the
/// way, so the [rows, classes] logits, and their gradient, never exist at once.
/// </summary>
/// <remarks>
/// Costs three matrix products, and three passes over a chunk's logits. Chunks come one after the other and each chunk's gradients are added in that
/// order, so results depend on the length of the scratch memory but not on the number of threads. Short chunks cost time: each reads the weight twice, and
/// reads and writes its gradient.
/// </remarks>
public static unsafe class LinearCrossEntropy
{
    // About the logits of a chunk: 32 MiB.
    private const int ChunkElements = 8 * 1024 * 1024;

    // Chunks into which rows fall at least, so that scratch memory stays small beside the logits, and the rows that are worth it.
    private const int Chunks = 4;
    private const int FewestRows = 64;

    /// <summary>The scratch memory that <see cref="Run"/> is fastest with, in floats.</summary>
    /// <param name="rows">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or a row with its sums exceeds what a span can hold.</exception>
    public static int ScratchLength(int rows, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(classes);
        var most = Math.Max(1, Math.Min(ChunkElements / Math.Max(classes, 1), Math.Max(FewestRows, (rows + Chunks - 1) / Chunks)));
        var chunks = Math.Max(1, (rows + most - 1) / most);
        return Extent.Of(((rows + chunks - 1) / chunks) + 1, classes, 1);
    }

    /// <summary>The mean or sum of the losses of all samples and its gradients.</summary>
    /// <param name="input">[rows, inner]: the input of the linear layer.</param>
    /// <param name="weight">[inner, classes]: its weight.</param>
    /// <param name="bias">[classes]: its bias; empty where it has none.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="inner">The number of inputs of a sample.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="options">Weights, smoothing, reduction.</param>
    /// <param name="scratch">
    /// Memory whose contents do not matter: at least 2 x classes, best <see cref="ScratchLength"/>. What holds k + 1 rows of classes gives chunks of k rows.
    /// </param>
    /// <param name="inputGradient">[rows, inner]: where to write the gradient of the input; empty if it is not wanted.</param>
    /// <param name="weightGradient">[inner, classes]: where to write the gradient of the weight; empty if it is not wanted.</param>
    /// <param name="biasGradient">[classes]: where to write the gradient of the bias; empty if it is not wanted.</param>
    /// <returns>The loss, accumulated in float64.</returns>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give, or one that is written overlaps another.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A target is neither a class nor ignored, a dimension is negative, or the smoothing is not within 0 and 1. Nothing has been written then.
    /// </exception>
    public static float Run(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        int rows,
        int inner,
        int classes,
        ReadOnlySpan<int> targets,
        CrossEntropyOptions options,
        Span<float> scratch,
        Span<float> inputGradient,
        Span<float> weightGradient,
        Span<float> biasGradient)
    {
        CrossEntropy.Check(options);
        Extent.Check(Extent.Of(rows, inner, 1), input);
        Extent.Check(Extent.Of(inner, classes, 1), weight);
        CheckUnlessEmpty(classes, bias);
        CheckUnlessEmpty(input.Length, inputGradient);
        CheckUnlessEmpty(weight.Length, weightGradient);
        CheckUnlessEmpty(classes, biasGradient);
        var total = ClassTargets.CheckedWeight(rows, classes, targets, options.ClassWeights, options.IgnoreIndex);
        if (scratch.Length < 2L * classes)
            throw new ArgumentException($"scratch has {scratch.Length} elements; at least {2L * classes} are needed, and {ScratchLength(rows, classes)} are best.", nameof(scratch));
        CheckApart(scratch, input, weight, bias, inputGradient, weightGradient, biasGradient);
        CheckApart(inputGradient, input, weight, bias, weightGradient, biasGradient);
        CheckApart(weightGradient, input, weight, bias, biasGradient);
        CheckApart(biasGradient, input, weight, bias);
        if (rows == 0)
        {
            weightGradient.Clear();
            biasGradient.Clear();
        }

        var scale = ClassTargets.Scale(options.Reduction, total);
        var sums = scratch[..classes];
        var logits = scratch[classes..];
        var most = classes == 0 ? rows : logits.Length / classes;
        var chunks = most == 0 ? 0 : (rows + most - 1) / most;
        double loss = 0;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var (from, to) = ((int)((long)rows * chunk / chunks), (int)((long)rows * (chunk + 1) / chunks));
            var x = new Matrix(input[(from * inner)..(to * inner)], to - from, inner);
            var gradient = logits[..((to - from) * classes)];
            Logits(x, new Matrix(weight, inner, classes), bias, gradient);
            var wantsGradient = !(inputGradient.IsEmpty && weightGradient.IsEmpty && biasGradient.IsEmpty);
            loss += CrossEntropy.InPlace(gradient, to - from, classes, targets[from..to], options, scale, wantsGradient);
            var dy = new Matrix(gradient, to - from, classes);
            if (!inputGradient.IsEmpty)
                Gemm.Multiply(dy, new Matrix(weight, inner, classes).Transposed, inputGradient[(from * inner)..(to * inner)]);
            if (chunk == 0)
                Gradients(x, dy, weightGradient, biasGradient);
            else
                AddGradients(x, dy, sums, weightGradient, biasGradient);
        }

        return (float)(options.Reduction == LossReduction.Mean ? loss / total : loss);
    }

    /// <summary>The same, with the loss written like any other result.</summary>
    /// <param name="input">[rows, inner]: the input of the linear layer.</param>
    /// <param name="weight">[inner, classes]: its weight.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="inner">The number of inputs of a sample.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="loss">[1]: where to write the loss.</param>
    /// <param name="inputGradient">[rows, inner]: where to write the gradient of the input; empty if it is not wanted.</param>
    /// <param name="weightGradient">[inner, classes]: where to write the gradient of the weight; empty if it is not wanted.</param>
    /// <param name="biasGradient">[classes]: where to write the gradient of the bias; empty if it is not wanted.</param>
    /// <param name="scratch">Memory whose contents do not matter, as for <see cref="Run"/>.</param>
    /// <param name="bias">[classes]: the bias of the layer; empty where it has none.</param>
    /// <param name="options">Weights, smoothing, reduction.</param>
    /// <inheritdoc cref="Run" path="/exception"/>
    public static void Loss(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<int> targets,
        int inner,
        int classes,
        Span<float> loss,
        Span<float> inputGradient,
        Span<float> weightGradient,
        Span<float> biasGradient,
        Span<float> scratch,
        ReadOnlySpan<float> bias = default,
        CrossEntropyOptions options = default)
    {
        Extent.Check(1, loss);
        loss[0] = Run(input, weight, bias, targets.Length, inner, classes, targets, options, scratch, inputGradient, weightGradient, biasGradient);
    }

    private static void Logits(Matrix input, Matrix weight, ReadOnlySpan<float> bias, Span<float> logits)
    {
        if (bias.IsEmpty)
            Gemm.Multiply(input, weight, logits);
        else
            Gemm.Multiply(input, weight, logits, new AddBias(bias));
    }

    /// <summary>What the first chunk gives to the gradients that all chunks share: written, so that they are neither cleared nor read.</summary>
    private static void Gradients(Matrix input, Matrix outputGradient, Span<float> weightGradient, Span<float> biasGradient)
    {
        if (!weightGradient.IsEmpty)
            Gemm.Multiply(input.Transposed, outputGradient, weightGradient);
        if (!biasGradient.IsEmpty)
            Reduce.Sum(outputGradient.Data, 1, outputGradient.Rows, outputGradient.Columns, biasGradient);
    }

    private static void AddGradients(Matrix input, Matrix outputGradient, Span<float> sums, Span<float> weightGradient, Span<float> biasGradient)
    {
        if (!weightGradient.IsEmpty)
            Gemm.MultiplyAdd(input.Transposed, outputGradient, weightGradient);
        if (biasGradient.IsEmpty)
            return;
        Reduce.Sum(outputGradient.Data, 1, outputGradient.Rows, outputGradient.Columns, sums);
        for (var c = 0; c < sums.Length; c++)
            biasGradient[c] += sums[c];
    }

    private static void CheckUnlessEmpty(int expected, ReadOnlySpan<float> span, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (!span.IsEmpty)
            Extent.Check(expected, span, name);
    }

    private static void CheckApart(
        ReadOnlySpan<float> written,
        ReadOnlySpan<float> first,
        ReadOnlySpan<float> second,
        ReadOnlySpan<float> third,
        ReadOnlySpan<float> fourth = default,
        ReadOnlySpan<float> fifth = default,
        ReadOnlySpan<float> sixth = default,
        [CallerArgumentExpression(nameof(written))] string name = "")
    {
        if (written.Overlaps(first) || written.Overlaps(second) || written.Overlaps(third)
            || written.Overlaps(fourth) || written.Overlaps(fifth) || written.Overlaps(sixth))
            throw new ArgumentException($"{name} overlaps another operand.", name);
    }

    private readonly ref struct AddBias(ReadOnlySpan<float> bias) : IEpilogue
    {
        private readonly ReadOnlySpan<float> _bias = bias;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(V product, nint row, nint column)
            where V : struct, IVector<V> => product + V.Load(_bias, column);
    }
}
