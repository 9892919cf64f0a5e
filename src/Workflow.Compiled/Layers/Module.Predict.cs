namespace Workflow.Compiled;

/// <content>Prediction.</content>
public abstract partial class Module
{
    private readonly PassPool _passes = new();

    /// <summary>Computes the output of some samples, as in inference: without dropout. May be called by many threads at once.</summary>
    /// <param name="input">The samples; the first axis numbers them.</param>
    /// <returns>A new tensor: the first result.</returns>
    /// <exception cref="ArgumentException">The shape is not that of <c>Forward</c>'s input.</exception>
    /// <exception cref="InvalidOperationException">The class is not compiled.</exception>
    public Tensor Predict(Tensor input)
    {
        PassOutput output = default;
        Predict([input], new Span<PassOutput>(ref output));
        return output.Numbers;
    }

    /// <summary>
    /// Computes the outputs of some samples without allocating memory (after the first calls). May be called by many threads at once.
    /// </summary>
    /// <param name="input">The samples, one after the other.</param>
    /// <param name="output">Takes the outputs, one after the other; must not overlap the input.</param>
    /// <exception cref="ArgumentException">The input is not a whole number of samples, the output has not one row for each, or the two overlap.</exception>
    /// <exception cref="InvalidOperationException">The class is not compiled, or <c>Forward</c> takes other than one tensor of samples.</exception>
    public void Predict(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Overlaps(output))
            throw new ArgumentException("the output overlaps the input, which is read until the last output is written", nameof(output));
        var pass = RentPass();
        pass.Run(input, output);
        _passes.Return(pass);
    }

    /// <summary>Computes the outputs of a <c>Forward</c> with any inputs; generated overloads of Predict call this.</summary>
    /// <param name="inputs">The arguments.</param>
    /// <param name="outputs">Takes new tensors.</param>
    /// <exception cref="ArgumentException">An argument does not have the shape that it must have.</exception>
    protected void Predict(ReadOnlySpan<PassInput> inputs, Span<PassOutput> outputs)
    {
        var pass = RentPass();
        pass.Run(inputs, outputs);
        _passes.Return(pass);
    }

    private PredictionPass RentPass() => _passes.Rent() ?? CreatePredictionPass();
}
