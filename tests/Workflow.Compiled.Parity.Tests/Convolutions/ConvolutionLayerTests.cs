using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Convolutions of other ranks as layers: names, shapes, first values and results are PyTorch's.</summary>
public class ConvolutionLayerTests
{
    [LibtorchFact]
    public void ConvolutionsGiveWhatLibtorchGives()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        Agree("Conv1d", new Conv1d(4, 6, 3, stride: 2, padding: 1, groups: 2), Conv1d(4, 6, 3, stride: 2, padding: 1, groups: 2), [3, 4, 9]);
        Agree("Conv1d reflect", new Conv1d(4, 6, 3, padding: 2, paddingMode: PadMode.Reflect), Conv1d(4, 6, 3, padding: 2, padding_mode: PaddingModes.Reflect), [3, 4, 9]);
        Agree("Conv3d", new Conv3d(2, 4, 2, padding: 1), Conv3d(2, 4, 2, padding: 1), [3, 2, 4, 3, 5]);
        Agree("ConvTranspose1d", new ConvTranspose1d(4, 6, 3, stride: 2, outputPadding: 1), ConvTranspose1d(4, 6, 3, stride: 2, output_padding: 1), [3, 4, 9]);
    }

    private static void Agree(string name, ConvolutionLayer ours, torch.nn.Module<torch.Tensor, torch.Tensor> theirs, Shape shape)
    {
        Assert.Equal(theirs.named_parameters().Select(parameter => parameter.name), ours.Parameters.Select(parameter => parameter.Name));
        TorchModels.CopyParameters(ours, theirs);
        var bound = theirs.parameters().First().shape.Skip(1).Aggregate(1L, (product, length) => product * length);
        Assert.All(ours.Weight.Span.ToArray(), value => Assert.InRange(value, -1 / MathF.Sqrt(bound), 1 / MathF.Sqrt(bound)));
        var input = TorchTensors.Random(shape.ElementCount, seed: 4);

        Parity.Require(name, theirs.forward(input.ToTorch([.. shape.Select(length => (long)length)])).Values(), ours.Forward(new Tensor(input, shape)).Span, terms: 36);
    }

}
