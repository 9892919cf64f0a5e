namespace Workflow.Compiled;

/// <summary>Predicts batch after batch into the same memory.</summary>
internal sealed class Predictor(Module model)
{
    private Tensor? _largest;
    private Tensor? _last;

    /// <summary>The outputs of a batch; the next call writes to the same memory.</summary>
    public Tensor Predict(Tensor inputs)
    {
        var count = inputs.Shape[0];
        if (_largest is null || _largest.Shape[0] < count)
            return _last = _largest = model.Predict(inputs);
        if (_last!.Shape[0] != count)
            _last = _largest.View(new Shape(_largest.Shape.Lengths[1..]).Prepend(count));
        model.Predict(inputs.Span, _last.Span);
        return _last;
    }
}
