using TorchSharp;
using Workflow.Compiled.Libtorch;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What libtorch makes of an operator sample: its output, and the gradient of every operand's weight.</summary>
/// <param name="Shape">The shape of the output.</param>
/// <param name="Output">The values of the output.</param>
/// <param name="OutputGradient">The gradient that was fed back: the same for every side.</param>
/// <param name="Gradients">The gradients of the weights, in the order of the operands.</param>
internal sealed record TorchReference(int[] Shape, float[] Output, float[] OutputGradient, float[][] Gradients)
{
    /// <summary>Runs a sample on its weights.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="rows">How many rows of the unit matrix are fed in: the batch.</param>
    public static TorchReference Run(OperatorSample sample, int rows = Operand.Batch)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var weights = sample.Operands.Select((operand, index) => operand.Weight(index).ToTorchLeaf(operand.Count, Operand.Batch)).ToArray();

        var output = sample.Torch([.. sample.Operands.Zip(weights, (operand, weight) => Value(operand, weight, rows))]);
        var gradient = TorchTensors.Random((int)output.numel(), seed: 99);
        output.backward([gradient.ToTorch(output.shape)]);

        return new(
            [.. output.shape.Select(length => (int)length)], output.Values(), gradient, [.. weights.Select(Gradient)]);
    }

    // Where nothing flows back, libtorch has no gradient and ours is zero.
    private static float[] Gradient(torch.Tensor weight) => weight.grad is { } gradient ? gradient.Values() : new float[weight.numel()];

    /// <summary>An operand as its weight gives it.</summary>
    public static torch.Tensor Value(Operand operand, torch.Tensor weight, int rows = Operand.Batch)
    {
        var fed = weight.t().narrow(0, 0, rows);
        var value = operand.IsBatched
            ? fed.reshape([rows, .. operand.Scores.Select(length => (long)length)])
            : fed.sum(dim: 0).reshape([.. operand.Scores.Select(length => (long)length)]);
        return operand.Classes > 0 ? value.argmax(-1) : value;
    }
}
