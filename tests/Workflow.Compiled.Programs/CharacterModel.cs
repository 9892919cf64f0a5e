using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>Predicts a character from the eight in front of it (Bengio et al. 2003).</summary>
[CompiledModule]
public sealed partial class CharacterModel(int symbols, int width, int hidden) : Module
{
    private const int Context = 8;

    private readonly Embedding _embedding = new(symbols, width);
    private readonly Linear _hidden = new(Context * width, hidden);
    private readonly Linear _output = new(hidden, symbols);

    [return: Shape("batch", "symbols")]
    public Tensor Forward([Shape("batch", Context)] IndexTensor text)
    {
        var x = _embedding.Forward(text).Flatten(1);
        return _output.Forward(Tanh(_hidden.Forward(x)));
    }
}
