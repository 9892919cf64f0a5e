namespace Workflow.Compiled;

/// <summary>Runs and checks operators of the user's own, which are marked <see cref="CustomOperatorAttribute">[CustomOperator]</see>.</summary>
public static class CustomOperator
{
    /// <summary>Writes the result of an operator.</summary>
    /// <param name="result">Takes the values in row-major order; zeros at first.</param>
    public delegate void Writer(Span<float> result);

    /// <summary>Writes the gradient of one operand.</summary>
    /// <param name="input">The operand.</param>
    /// <param name="output">The result of the operator for it.</param>
    /// <param name="outputGradient">The gradient of the result.</param>
    /// <param name="inputGradient">Takes the gradient of the operand.</param>
    public delegate void GradientWriter(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient);

    /// <summary>Runs an operator eagerly: the body of the marked method.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="forward">Calls the forward method.</param>
    public static Tensor Compute(Shape shape, Writer forward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        var result = new Tensor(shape);
        forward(result.Span);
        return result;
    }

    /// <summary>
    /// Compares the gradient of an operator with differences of its values, as PyTorch's <c>gradcheck</c> does, along one direction after the other: for
    /// tests. Values are float32, so that the operator must be smooth around the input.
    /// </summary>
    /// <param name="input">The operand that is changed; others are constants of the two functions.</param>
    /// <param name="forward">The marked method.</param>
    /// <param name="backward">Calls the backward method.</param>
    /// <param name="step">How far the input is moved to both sides.</param>
    /// <param name="tolerance">By how much a gradient may differ, for gradients above 1 by how much of its size.</param>
    /// <param name="operand">What the operand is called in the sentences; empty for an operator of one.</param>
    /// <returns>A sentence for each element of the input whose gradient differs; none when all agree.</returns>
    /// <exception cref="ArgumentException">The operator gives another shape for a changed input.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html"/>
    public static IReadOnlyList<string> CheckGradient(
        Tensor input, Func<Tensor, Tensor> forward, GradientWriter backward, float step = 1e-2f, float tolerance = 1e-2f, string operand = "")
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        var output = forward(input);
        var outputGradient = new Tensor(output.Shape);
        // Any gradient will do that treats no two elements of the result alike.
        for (var i = 0; i < outputGradient.Shape.ElementCount; i++)
            outputGradient.Span[i] = 0.5f + i * 0.61803399f % 1;
        // Not 0: an element that the backward method forgets must not look right.
        var gradient = new Tensor(input.Shape);
        gradient.Span.Fill(float.NaN);
        backward(input.Span, output.Span, outputGradient.Span, gradient.Span);

        var differences = new List<string>();
        for (var i = 0; i < input.Shape.ElementCount; i++)
        {
            var expected = Slope(input, i, forward, outputGradient, step);
            var actual = gradient.Span[i];
            var of = string.IsNullOrEmpty(operand) ? "" : $"{operand}, ";
            if (!(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected))))
                differences.Add(FormattableString.Invariant($"{of}element {i} of {input.Shape}: the gradient is {actual}, the values change by {expected}"));
        }

        return differences;
    }

    private static double Slope(Tensor input, int element, Func<Tensor, Tensor> forward, Tensor outputGradient, float step)
    {
        var moved = new Tensor(input.Span, input.Shape);
        moved.Span[element] = input.Span[element] + step;
        var (above, high) = (forward(moved), moved.Span[element]);
        moved.Span[element] = input.Span[element] - step;
        var (below, low) = (forward(moved), moved.Span[element]);
        if (above.Shape != outputGradient.Shape || below.Shape != outputGradient.Shape)
            throw new ArgumentException($"the operator gives {outputGradient.Shape} and, for a changed input, {above.Shape}", nameof(forward));

        var change = 0.0;
        for (var i = 0; i < outputGradient.Shape.ElementCount; i++)
            change += ((double)above.Span[i] - below.Span[i]) * outputGradient.Span[i];
        return change / ((double)high - low);
    }
}
