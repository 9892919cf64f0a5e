using Xunit.Sdk;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>
/// Compares the gradient that a compiled backward pass gives with what the compiled forward pass does: the derivative of
/// f(w) = sum(forward(w) * g) along one random direction, by central differences of fourth order.
/// </summary>
internal static class DirectionalDerivative
{
    // A share of each weight. It balances the rounding of float32 (about 1e-7 / step) against the truncated term (about step^4).
    private const float Step = 0.005f;

    // Of the sum of the magnitudes of the derivative's terms.
    private const double Tolerance = 1e-4;

    /// <exception cref="XunitException">They differ.</exception>
    public static void Require(string what, Module model, Tensor input) => Require(what, model, input.Shape[0], pass => pass.Forward(input));

    /// <summary>The same for a model that takes something else than one tensor.</summary>
    /// <exception cref="XunitException">They differ.</exception>
    public static void Require(string what, Module model, int batch, Func<TrainingPass, Tensor> forward)
    {
        var start = model.Parameters.Flat.ToArray();
        var direction = Directions(start);
        var pass = model.CreateTrainingPass(batch);
        var random = new Random(7);
        float[] outputGradient = [.. Enumerable.Range(0, forward(pass).Span.Length).Select(_ => 2 * random.NextSingle() - 1)];
        outputGradient.CopyTo(pass.OutputGradient.Span);
        pass.Backward();
        double expected = 0, magnitude = 0;
        foreach (var (gradient, along) in pass.Gradients.Flat.ToArray().Zip(direction))
        {
            expected += (double)gradient * along;
            magnitude += Math.Abs((double)gradient * along);
        }

        double At(float step)
        {
            for (var index = 0; index < start.Length; index++)
                model.Parameters.Flat[index] = start[index] + step * direction[index];
            double sum = 0;
            foreach (var (value, gradient) in forward(pass).Span.ToArray().Zip(outputGradient))
                sum += (double)value * gradient;
            return sum;
        }

        var numeric = (8 * (At(Step) - At(-Step)) - (At(2 * Step) - At(-2 * Step))) / (12 * (double)Step);
        start.CopyTo(model.Parameters.Flat);

        if (!(Math.Abs(numeric - expected) <= Tolerance * Math.Max(1, magnitude)))
            throw new XunitException($"{what}: backward gives {expected:R} along a direction, forward changes by {numeric:R}");
    }

    // In proportion to the weight: small ones keep their sign, and the zero padding between parameters stays zero.
    private static float[] Directions(float[] weights)
    {
        var random = new Random(5);
        return [.. weights.Select(weight => weight * (2 * random.NextSingle() - 1))];
    }
}
