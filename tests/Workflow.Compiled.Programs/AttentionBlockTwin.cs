using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Sequences of 32 vectors in ten classes.</summary>
public sealed class AttentionBlockProgram : ClassifierProgram
{
    private const int Length = 32, Width = 64, Classes = 10;

    public AttentionBlockProgram()
        : base(new AttentionBlock(Classes) { Seed = 7 }, new AttentionBlockTwin(Width, Classes), batch: 32, Classes)
    {
    }

    protected override Tensor Samples(Random random) => new(random.Numbers(BatchSize * Length * Width), [BatchSize, Length, Width]);
}

internal sealed class AttentionBlockTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.LayerNorm _norm;
    private readonly Torch.Linear _query;
    private readonly Torch.Linear _key;
    private readonly Torch.Linear _value;
    private readonly Torch.Linear _projection;
    private readonly Torch.Linear _output;

    // In a field, because TorchSharp lets the garbage collector free a scalar while libtorch still reads it.
    private readonly Scalar _scale;

    public AttentionBlockTwin(int width, int classes)
        : base("attention")
    {
        _norm = LayerNorm(width);
        (_query, _key, _value, _projection) = (Linear(width, width), Linear(width, width, hasBias: false), Linear(width, width), Linear(width, width));
        _output = Linear(width, classes);
        _scale = 1 / MathF.Sqrt(width);
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        var h = _norm.forward(input);
        var scores = _query.forward(h).matmul(_key.forward(h).transpose(1, 2)).mul(_scale);
        var context = functional.softmax(scores, -1).matmul(_value.forward(h));
        return _output.forward((input + _projection.forward(context)).mean([1]));
    }
}
