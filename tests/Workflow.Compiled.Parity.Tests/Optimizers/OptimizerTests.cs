using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

public class OptimizerTests
{
    private const int Steps = 100;

    public static TheoryData<int, string> Samples
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (index, sample) in OptimizerTable.Samples.Index())
                data.Add(index, sample.Text);
            return data;
        }
    }

    /// <summary>The gradients are given, so that a difference is the optimizer's own and does not feed back.</summary>
    [LibtorchTheory]
    [MemberData(nameof(Samples))]
    public void Weights_after_100_steps_agree_with_libtorch(int index, string text)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var sample = OptimizerTable.Samples[index];
        var model = new SmoothMlp { Seed = 6 };
        var ours = sample.Ours(model.Parameters);
        var gradients = model.CreateTrainingPass(1).Gradients;
        var weights = model.Parameters.Select(parameter => new TorchSharp.Modules.Parameter(ToTorch(parameter.ToTensor()))).ToArray();
        using var theirs = sample.Torch(weights);

        for (var step = 0; step < Steps; step++)
        {
            TorchTensors.Random(gradients.Flat.Length, seed: step).CopyTo(gradients.Flat);
            foreach (var (parameter, weight) in model.Parameters.Zip(weights))
                weight.grad = ToTorch(gradients.ToTensor(parameter)) * (sample.NegatesTorchGradients ? -1f : 1f);
            ours.Step(gradients);
            theirs.step();
        }

        foreach (var (parameter, weight) in model.Parameters.Zip(weights))
            Parity.Require($"{text}: {parameter.Name}", weight.Values(), parameter.ToTensor().Span);
    }

    private static torch.Tensor ToTorch(Tensor tensor) => tensor.Span.ToArray().ToTorch([.. tensor.Shape.Select(length => (long)length)]);
}
