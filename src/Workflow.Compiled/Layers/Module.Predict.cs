namespace Workflow.Compiled;

/// <content>Prediction.</content>
public abstract partial class Module
{
    private readonly PassPool _passes = new();

    /// <summary>Computes the outputs of some samples, as in inference: without dropout. May be called by many threads at once.</summary>
    /// <param name="input">The samples; the first axis numbers them.</param>
    /// <returns>A new tensor with one row a sample.</returns>
    /// <exception cref="ArgumentException">The shape is not that of <c>Forward</c>'s input.</exception>
    /// <exception cref="InvalidOperationException">The class is not compiled.</exception>
    public Tensor Predict(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var pass = RentPass(1);
        var batch = pass.Signature.BatchOf(input.Shape);
        pass = Grow(pass, batch);
        var output = new Tensor(pass.Signature.OutputShape(batch));
        pass.Run(input.Span, output.Span, batch);
        _passes.Return(pass);
        return output;
    }

    /// <summary>
    /// Computes the outputs of some samples without allocating memory (after the first calls). May be called by many threads at once.
    /// </summary>
    /// <param name="input">The samples, one after the other.</param>
    /// <param name="output">Takes the outputs, one after the other.</param>
    /// <exception cref="ArgumentException">The input is not a whole number of samples, or the output has not one row for each.</exception>
    /// <exception cref="InvalidOperationException">The class is not compiled.</exception>
    public void Predict(ReadOnlySpan<float> input, Span<float> output)
    {
        var pass = RentPass(1);
        var batch = pass.Signature.BatchOf(input.Length, output.Length);
        pass = Grow(pass, batch);
        pass.Run(input, output, batch);
        _passes.Return(pass);
    }

    private PredictionPass RentPass(int batch) => _passes.Rent() ?? CreatePredictionPass(batch);

    private PredictionPass Grow(PredictionPass pass, int batch) => pass.MaxBatch >= batch ? pass : CreatePredictionPass(batch);
}
