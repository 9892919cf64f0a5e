using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>One step of a decoder: the state after a word, and the word that it likes best.</summary>
[CompiledModule]
internal sealed partial class WordStep(int words, int width) : Module
{
    private readonly Embedding _embedding = new(words, width);
    private readonly Linear _mix = new(width, width);
    private readonly Linear _output = new(width, words);

    public (Tensor State, IndexTensor Word) Forward([Shape("batch", "width")] Tensor state, [Shape("batch")] IndexTensor word)
    {
        var next = Tanh(_mix.Forward(state) + _embedding.Forward(word));
        return (next, _output.Forward(next).ArgMax(1));
    }
}

/// <summary>A state and a word go from turn to turn, in a loop that counts and in one over modules; a second word is read in every turn.</summary>
[CompiledModule]
internal sealed partial class WordLoops(int words, int width, int depth) : Module
{
    private readonly Embedding _embedding = new(words, width);
    private readonly Linear _output = new(width, words);
    private readonly ModuleList<WordStep> _steps = new(depth, () => new WordStep(words, width));

    public (Tensor State, IndexTensor Word) Forward([Shape("batch", "width")] Tensor state, [Shape("batch")] IndexTensor word, [Shape("batch")] IndexTensor topic)
    {
        for (var i = 0; i < depth; i++)
        {
            state = Tanh(state * 0.5f + _embedding.Forward(word) * _embedding.Forward(topic));
            word = _output.Forward(state).ArgMax(1);
        }

        foreach (var step in _steps)
            (state, word) = step.Forward(state, word);
        return (state, word);
    }
}

/// <summary>The same with three turns, written out.</summary>
[CompiledModule]
internal sealed partial class WordTurns(int words, int width) : Module
{
    private readonly Embedding _embedding = new(words, width);
    private readonly Linear _output = new(width, words);
    private readonly ModuleList<WordStep> _steps = new(3, () => new WordStep(words, width));

    public (Tensor State, IndexTensor Word) Forward([Shape("batch", "width")] Tensor state, [Shape("batch")] IndexTensor word, [Shape("batch")] IndexTensor topic)
    {
        (state, word) = Turn(state, word, topic);
        (state, word) = Turn(state, word, topic);
        (state, word) = Turn(state, word, topic);
        (state, word) = _steps[0].Forward(state, word);
        (state, word) = _steps[1].Forward(state, word);
        (state, word) = _steps[2].Forward(state, word);
        return (state, word);
    }

    private (Tensor State, IndexTensor Word) Turn(Tensor state, IndexTensor word, IndexTensor topic)
    {
        var next = Tanh(state * 0.5f + _embedding.Forward(word) * _embedding.Forward(topic));
        return (next, _output.Forward(next).ArgMax(1));
    }
}

/// <summary>Nothing but a word goes from turn to turn: the loop has no gradient.</summary>
[CompiledModule]
internal sealed partial class WordChain(int words, int depth) : Module
{
    private readonly Embedding _next = new(words, words);
    private readonly Linear _output = new(words, 3);

    public Tensor Forward([Shape("batch")] IndexTensor word)
    {
        for (var i = 0; i < depth; i++)
            word = _next.Forward(word).ArgMax(1);
        return _output.Forward(_next.Forward(word));
    }
}
