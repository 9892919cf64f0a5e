using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>Attention with a single head, from products and a softmax, and a classifier of the mean of what it gives.</summary>
[CompiledModule]
public sealed partial class AttentionBlock(int classes) : Module
{
    private const int Width = 64;
    private const float Scale = 0.125f; // 1 / √Width

    private readonly LayerNorm _norm = new(Width);
    private readonly Linear _query = new(Width, Width);
    private readonly Linear _key = new(Width, Width, bias: false); // it would shift all scores of a row alike, which a softmax does not see
    private readonly Linear _value = new(Width, Width);
    private readonly Linear _projection = new(Width, Width);
    private readonly Linear _output = new(Width, classes);

    [return: Shape("batch", "classes")]
    public Tensor Forward([Shape("batch", "length", Width)] Tensor x)
    {
        var h = _norm.Forward(x);
        var scores = MatMul(_query.Forward(h), _key.Forward(h).Transpose(1, 2)) * Scale;
        var context = MatMul(Softmax(scores, dim: -1), _value.Forward(h));
        x += _projection.Forward(context);
        return _output.Forward(x.Mean(1));
    }
}
