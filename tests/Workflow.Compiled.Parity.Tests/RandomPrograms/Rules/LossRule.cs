using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A loss in the middle of a program: one for each sample, or a mean or sum of all that scales another tensor.</summary>
internal sealed class LossRule() : Rule(5)
{
    private static readonly (string Text, torch.nn.Reduction Torch)[] s_reductions =
        [("Reduction.None", torch.nn.Reduction.None), ("Reduction.Mean", torch.nn.Reduction.Mean), ("Reduction.Sum", torch.nn.Reduction.Sum)];

    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Indices.FirstOrDefault() is { } classes && block.Random.Next(2) == 0)
            AddCrossEntropy(block, classes);
        else
            AddElements(block);
    }

    /// <summary>Logits that a layer makes of a tensor, against the numbers of an input.</summary>
    private static void AddCrossEntropy(BlockBuilder block, Variable classes)
    {
        if (block.Choose(variable => variable.Rank == classes.Rank + 1 && variable.HasShape([.. classes.Shape, variable.Shape[^1]]) && variable.Shape[^1].IsWritable) is not { } x)
            return;
        var name = block.Module.Names.Next("logits");
        var weight = new Leaf($"{name}.weight", classes.Classes, x.Shape[^1].Value);
        var (reduction, meaning) = s_reductions[block.Random.Next(s_reductions.Length)];
        var logits = $"_{name}.Forward({x.Name})";
        var order = classes.Rank == 1 ? "" : ".Transpose(1, 2)";
        Add(
            block,
            $"CrossEntropy({logits}{order}, {classes.Name}, reduction: {reduction})",
            [x, classes],
            (frame, operands) =>
            {
                var product = operands[0].matmul(frame[weight].t());
                return torch.nn.functional.cross_entropy(classes.Rank == 1 ? product : product.transpose(1, 2), operands[1], reduction: meaning);
            },
            classes.Shape,
            meaning,
            x.Count,
            Fields.Module("Linear", name, $"{x.Shape[^1]}, {classes.Classes}, bias: false"));
    }

    /// <summary>One tensor against another of its shape, or against a half of itself.</summary>
    private static void AddElements(BlockBuilder block)
    {
        if (block.Choose(variable => variable.IsBatched) is not { } x)
            return;
        var target = block.Choose(variable => variable.HasShape(x.Shape))!;
        var (reduction, meaning) = s_reductions[block.Random.Next(s_reductions.Length)];
        if (block.Random.Next(2) == 0)
        {
            Add(
                block,
                $"MseLoss({x.Name}, {target.Name} * 0.5f, {reduction})",
                [x, target],
                (_, operands) => torch.nn.functional.mse_loss(operands[0], operands[1] * 0.5f, meaning),
                x.Shape,
                meaning,
                x.Count);
            return;
        }

        Add(
            block,
            $"BceWithLogits({x.Name}, Sigmoid({target.Name}), reduction: {reduction})",
            [x, target],
            (_, operands) => torch.nn.functional.binary_cross_entropy_with_logits(operands[0], operands[1].sigmoid(), reduction: meaning),
            x.Shape,
            meaning,
            x.Count);
    }

    /// <summary>A result for each element as it is; one for all, which belongs to no sample, where it scales what it was computed from.</summary>
    private static void Add(
        BlockBuilder block,
        string loss,
        Variable[] reads,
        Func<TorchFrame, IReadOnlyList<torch.Tensor>, torch.Tensor> torch,
        Length[] shape,
        TorchSharp.torch.nn.Reduction reduction,
        int terms,
        params string[] fields)
    {
        var isScalar = reduction != TorchSharp.torch.nn.Reduction.None;
        var statement = isScalar
            ? Statement.Of(block.New("lost", reads[0].Shape), $"{reads[0].Name} * ({loss} * 0.1f)", reads, (frame, operands) => operands[0] * (torch(frame, operands) * 0.1f))
            : Statement.Of(block.New("losses", shape), loss, reads, torch);
        block.TryAdd(statement with { Fields = fields, Operators = 3, Terms = terms });
    }
}
