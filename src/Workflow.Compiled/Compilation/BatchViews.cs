namespace Workflow.Compiled;

/// <summary>Memory for the outputs of the largest batch, seen as a tensor for each number of samples; each view is made once.</summary>
internal sealed class BatchViews
{
    private readonly PassSignature _signature;
    private readonly Tensor?[] _views;
    private readonly Tensor _whole;

    public BatchViews(PassSignature signature, int maxBatch)
    {
        _signature = signature;
        _views = new Tensor?[maxBatch + 1];
        _whole = _views[maxBatch] = new Tensor(signature.OutputShape(maxBatch));
    }

    /// <summary>The first samples' part.</summary>
    public Tensor For(int batch) => _views[batch] ??= _whole.View(_signature.OutputShape(batch));
}
