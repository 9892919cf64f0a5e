using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using Theirs = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Normalisations: names of what they save, results, gradients and running statistics over some steps, and predictions are PyTorch's, eager and compiled.</summary>
public class NormLayerTests
{
    private const int Batch = 3;

    private const int Steps = 3;

    private static readonly LayerModules s_modules = new(NormLayerSamples.All.Select(sample => (sample.Creation, sample.Lengths)));

    public static TheoryData<int, string> Samples
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (index, sample) in NormLayerSamples.All.Index())
                data.Add(index, sample.ToString());
            return data;
        }
    }

    [LibtorchTheory]
    [MemberData(nameof(Samples))]
    public void Training_and_prediction_agree_with_libtorch(int index, string text)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var sample = NormLayerSamples.All[index];
        var ((model, ours), (_, eager), theirs) = (s_modules.Create(index), s_modules.Create(index), sample.Torch());
        Assert.Equal(theirs.named_parameters().Select(parameter => parameter.name), ours.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(theirs.named_buffers().Select(buffer => buffer.name).Order(), ours.Buffers.Keys.Order());
        foreach (var (parameter, seed) in ours.Parameters.Select((parameter, place) => (parameter, place + 20)))
            parameter.CopyFrom(new Tensor(TorchTensors.Random(parameter.Shape.ElementCount, seed), parameter.Shape));
        foreach (var (own, other) in eager.Parameters.Zip(ours.Parameters))
            own.CopyFrom(other.ToTensor());
        TorchModels.CopyParameters(ours, theirs);
        var (count, shape) = (sample.Lengths.Aggregate(Batch, (product, length) => product * length), new Shape([Batch, .. sample.Lengths]));
        var pass = model.CreateTrainingPass(Batch);

        for (var step = 1; step <= Steps; step++)
        {
            var (input, slopes) = (TorchTensors.Random(count, seed: step), TorchTensors.Random(count, seed: 10 + step));
            var x = input.ToTorchLeaf([.. shape.Select(length => (long)length)]);
            theirs.zero_grad();
            var expected = Train(sample, theirs, x, step);
            expected.backward([slopes.ToTorch(expected.shape)]);

            Parity.Require(text, expected.Values(), pass.Forward(new Tensor(input, shape)).Span, terms: count);
            slopes.CopyTo(pass.OutputGradient.Span);
            pass.Backward();
            foreach (var (own, other) in ours.Parameters.Zip(theirs.parameters()))
                Parity.Require($"gradient of {own.Name} of {text}", other.grad!.Values(), pass.Gradients.ToTensor(own).Span, count);
            Parity.Require($"gradient of the input of {text}", (x.detach() * x.grad!).sum(dim: 0).Values(), pass.Gradients.ToTensor(model.Parameters["scale"]).Span, count);
            using var training = EagerTraining.Begin(seed: 1, step);
            Parity.Require(text, expected.Values(), (((dynamic)eager).Forward(new Tensor(input, shape)) as Tensor)!.Span, count);
        }

        RequireState(text, theirs, ours);
        RequireState(text, theirs, eager);
        theirs.eval();
        var last = TorchTensors.Random(count, seed: 30);
        var predicted = theirs.forward(last.ToTorch([.. shape.Select(length => (long)length)]));
        Parity.Require(text, predicted.Values(), model.Predict(new Tensor(last, shape)).Span, count);
        Parity.Require(text, predicted.Values(), (((dynamic)eager).Forward(new Tensor(last, shape)) as Tensor)!.Span, count);
        RequireState(text, theirs, ours);
    }

    [Theory]
    [InlineData("BatchNorm1d(4)", 4)]
    [InlineData("BatchNorm2d(4, trackRunningStats: false)", 4, 1, 1)]
    public void One_value_for_each_channel_cannot_be_trained_with(string creation, params int[] lengths)
    {
        var (model, layer) = new LayerModules([(creation, lengths)]).Create(0);
        var one = new Tensor(TorchTensors.Random(4, seed: 1), [1, .. lengths]);

        var compiled = Assert.Throws<ArgumentException>(() => model.CreateTrainingPass(1).Forward(one));
        using var training = EagerTraining.Begin(seed: 1, step: 0);
        var eager = Assert.Throws<ArgumentException>(() => ((dynamic)layer).Forward(one));

        Assert.Contains("more than one value for each channel", compiled.Message, StringComparison.Ordinal);
        Assert.Contains("more than one value for each channel", eager.Message, StringComparison.Ordinal);
    }

    /// <summary>A step of libtorch's layer; the plain average is a momentum of one by the number of the step.</summary>
    private static torch.Tensor Train(NormLayerSample sample, Theirs theirs, torch.Tensor x, int step)
    {
        theirs.train();
        if (!sample.IsCumulative)
            return theirs.forward(x);
        var (parameters, buffers) = (theirs.named_parameters().ToDictionary(), theirs.named_buffers().ToDictionary());
        using (torch.no_grad())
            buffers["num_batches_tracked"].add_(1);
        return torch.nn.functional.batch_norm(
            x, buffers["running_mean"], buffers["running_var"], parameters.GetValueOrDefault("weight"), parameters.GetValueOrDefault("bias"), true, 1.0 / step);
    }

    private static void RequireState(string text, Theirs theirs, Module ours)
    {
        foreach (var (name, buffer) in theirs.named_buffers())
            Parity.Require($"{name} of {text}", buffer.to(torch.float32).Values(), ours.Buffers[name].Span, terms: 60);
    }
}
