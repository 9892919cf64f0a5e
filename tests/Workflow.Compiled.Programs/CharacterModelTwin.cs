using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Text of 65 symbols, some more frequent than others, each of which comes twice.</summary>
public sealed class CharacterModelProgram : TrainingProgram
{
    private const int Samples = 64, Context = 8, Symbols = 65, Width = 16, Hidden = 128;

    private readonly CrossEntropyLoss _criterion = new();
    private readonly CharacterModel.CompiledTrainingPass _pass;
    private readonly CharacterModelTwin _twin;
    private IndexTensor _text = new([Samples, Context]);
    private IndexTensor _next = new([Samples]);
    private torch.Tensor _twinText = torch.empty(0);
    private torch.Tensor _twinNext = torch.empty(0);

    public CharacterModelProgram()
        : this(new CharacterModel(Symbols, Width, Hidden) { Seed = 8 }, new CharacterModelTwin(Symbols, Width, Hidden))
    {
    }

    private CharacterModelProgram(CharacterModel model, CharacterModelTwin twin)
        : this(model, model.CreateTrainingPass(Samples), twin)
    {
    }

    private CharacterModelProgram(CharacterModel model, CharacterModel.CompiledTrainingPass pass, CharacterModelTwin twin)
        : base(model, pass, twin) => (_pass, _twin) = (pass, twin);

    public override void Load(int seed)
    {
        var random = RandomData.Of(seed);
        _text = new IndexTensor([.. Enumerable.Range(0, Samples * Context).Select(_ => random.Next(1 + random.Next(Symbols)))], [Samples, Context]);
        _next = new IndexTensor([.. Enumerable.Range(1, Samples).Select(sample => _text.Span[sample * Context - 1])], [Samples]);
        (_twinText, _twinNext) = (_text.ToTorch().DetachFromDisposeScope(), _next.ToTorch().DetachFromDisposeScope());
    }

    public override (Tensor Output, float Loss) Forward()
    {
        var logits = _pass.Forward(_text);
        return (logits, _criterion.Forward(logits, _next, _pass.OutputGradient));
    }

    public override (torch.Tensor Output, torch.Tensor Loss) ForwardTwin()
    {
        var logits = _twin.forward(_twinText);
        return (logits, functional.cross_entropy(logits, _twinNext));
    }
}

internal sealed class CharacterModelTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.Embedding _embedding;
    private readonly Torch.Linear _hidden;
    private readonly Torch.Linear _output;

    public CharacterModelTwin(int symbols, int width, int hidden)
        : base("characters")
    {
        _embedding = Embedding(symbols, width);
        (_hidden, _output) = (Linear(8 * width, hidden), Linear(hidden, symbols));
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input) => _output.forward(_hidden.forward(_embedding.forward(input).flatten(1)).tanh());
}
