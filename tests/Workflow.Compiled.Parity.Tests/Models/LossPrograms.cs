using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A classifier whose Forward gives its loss.</summary>
[CompiledModule]
internal sealed partial class ScoredClassifier(int classes) : Module
{
    private readonly Linear _hidden = new(12, 16);
    private readonly Linear _output = new(16, classes);

    public Tensor Forward([Shape("batch", 12)] Tensor samples, [Shape("batch")] IndexTensor labels) =>
        CrossEntropy(_output.Forward(Tanh(_hidden.Forward(samples))), labels, labelSmoothing: 0.1f);
}

/// <summary>A word for each of three places, from a vocabulary whose logits never exist as a whole; the loss is scaled, so that its gradient is not 1.</summary>
[CompiledModule]
internal sealed partial class ScoredWords(int classes, bool hasBias) : Module
{
    private readonly Linear _hidden = new(12, 24);
    private readonly Linear _words = new(8, classes, bias: hasBias);

    public Tensor Forward([Shape("batch", 12)] Tensor samples, [Shape("batch", 3)] IndexTensor words)
    {
        var logits = _words.Forward(Tanh(_hidden.Forward(samples)).Reshape(-1, 3, 8));
        return CrossEntropy(logits.Transpose(1, 2), words, ignoreIndex: 1) * 3f;
    }
}

/// <summary>Two losses added: of many yes-or-no answers, one of which counts more, and of a value.</summary>
[CompiledModule]
internal sealed partial class ScoredAnswers : Module
{
    private readonly Linear _hidden = new(12, 16);
    private readonly Linear _answers = new(16, 4);
    private readonly Linear _value = new(16, 1);
    private readonly TensorBuffer _factors = new([4], 2);

    public Tensor Forward([Shape("batch", 12)] Tensor samples, [Shape("batch", 4)] Tensor answers, [Shape("batch", 1)] Tensor value)
    {
        var x = Tanh(_hidden.Forward(samples));
        return BceWithLogits(_answers.Forward(x), answers, positiveWeight: _factors) + MseLoss(_value.Forward(x), value) * 0.5f;
    }
}

/// <summary>Each step looks up what the one before found most likely.</summary>
[CompiledModule]
internal sealed partial class Greedy : Module
{
    private readonly Linear _start = new(12, 6);
    private readonly Embedding _tokens = new(6, 8);
    private readonly Linear _next = new(8, 6);

    public Tensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var scores = _start.Forward(samples);
        var first = _next.Forward(Tanh(_tokens.Forward(scores.ArgMax(1))));
        return first + _next.Forward(_tokens.Forward((scores + first).ArgMax(-1)));
    }
}

/// <summary>A module that decides, for another to read on.</summary>
[CompiledModule]
internal sealed partial class Decider : Module
{
    private readonly Linear _scores = new(12, 6);

    public (Tensor Scores, IndexTensor Best) Forward([Shape("rows", 12)] Tensor samples)
    {
        var scores = _scores.Forward(samples);
        return (scores, scores.ArgMax(1));
    }
}

/// <summary>The best alone, of what another module decides.</summary>
[CompiledModule]
internal sealed partial class Best : Module
{
    private readonly Decider _decider = new();

    public IndexTensor Forward([Shape("batch", 12)] Tensor samples)
    {
        var (_, best) = _decider.Forward(samples);
        return best;
    }
}

/// <summary>What another module decides, looked up; and the decision too.</summary>
[CompiledModule]
internal sealed partial class Follower : Module
{
    private readonly Decider _decider = new();
    private readonly Embedding _answers = new(6, 4);

    public (IndexTensor Best, Tensor Answer) Forward([Shape("batch", 12)] Tensor samples)
    {
        var (scores, best) = _decider.Forward(samples);
        return (best, _answers.Forward(best) * scores.Mean([1], keepDim: true));
    }
}
