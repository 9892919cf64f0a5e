using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.optim;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>The learning rates of schedules, and the weights that they lead to, against TorchSharp's.</summary>
public class SchedulerTests
{
    private const int Steps = 40;
    private const double Rate = 0.05;

    private static readonly SchedulerSample[] s_samples =
    [
        new("MultiStepLR", o => new MultiStepLR(o, [5, 20, 21], gamma: 0.3), o => lr_scheduler.MultiStepLR(o, [5, 20, 21], gamma: 0.3)),
        new("CosineAnnealingLR", o => new CosineAnnealingLR(o, Steps), o => lr_scheduler.CosineAnnealingLR(o, Steps)),
        new("CosineAnnealingLR, minimum", o => new CosineAnnealingLR(o, 30, minimum: 1e-3), o => lr_scheduler.CosineAnnealingLR(o, 30, eta_min: 1e-3)),
        new("OneCycleLR", o => new OneCycleLR(o, 0.1, Steps), o => lr_scheduler.OneCycleLR(o, 0.1, total_steps: Steps)),
        new(
            "OneCycleLR, every option",
            o => new OneCycleLR(o, 0.1, Steps, 0.4, AnnealStrategy.Linear, baseMomentum: 0.7, maxMomentum: 0.9, divFactor: 10, finalDivFactor: 100),
            o => lr_scheduler.OneCycleLR(
                o, 0.1, total_steps: Steps, pct_start: 0.4, anneal_strategy: lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear, base_momentum: 0.7, max_momentum: 0.9, div_factor: 10, final_div_factor: 100)),
        new("OneCycleLR, three phases", o => new OneCycleLR(o, 0.1, Steps, threePhase: true), o => lr_scheduler.OneCycleLR(o, 0.1, total_steps: Steps, three_phase: true)),
        new("OneCycleLR, momentum as it is", o => new OneCycleLR(o, 0.1, Steps, cycleMomentum: false), o => lr_scheduler.OneCycleLR(o, 0.1, total_steps: Steps, cycle_momentum: false)),
    ];

    public static TheoryData<int, string, bool> Samples
    {
        get
        {
            var data = new TheoryData<int, string, bool>();
            foreach (var (index, sample) in s_samples.Index())
            {
                data.Add(index, sample.Text, false);
                data.Add(index, sample.Text, true);
            }

            return data;
        }
    }

    [LibtorchTheory]
    [MemberData(nameof(Samples))]
    public void Rates_and_weights_agree_with_libtorch(int index, string text, bool isAdam)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var model = new SmoothMlp { Seed = 6 };
        Optimizer ours = isAdam ? new Adam(model.Parameters, Rate) : new Sgd(model.Parameters, Rate, momentum: 0.9);
        var gradients = model.CreateTrainingPass(1).Gradients;
        var weights = model.Parameters.Select(parameter => new TorchSharp.Modules.Parameter(ToTorch(parameter.ToTensor()))).ToArray();
        using torch.optim.Optimizer theirs = isAdam ? Adam(weights, Rate) : SGD(weights, Rate, momentum: 0.9);
        var (ourSchedule, theirSchedule) = (s_samples[index].Ours(ours), s_samples[index].Torch(theirs));

        for (var step = 0; step < Steps; step++)
        {
            var expected = theirs.ParamGroups.First().LearningRate;
            Assert.True(Math.Abs(ours.LearningRate - expected) <= 1e-12 + 1e-9 * expected, $"{text}, step {step}: {ours.LearningRate}, expected {expected}");
            TorchTensors.Random(gradients.Flat.Length, seed: step).CopyTo(gradients.Flat);
            foreach (var (parameter, weight) in model.Parameters.Zip(weights))
                weight.grad = ToTorch(gradients.ToTensor(parameter));
            ours.Step(gradients);
            theirs.step();
            ourSchedule.Step();
            theirSchedule.step();
        }

        foreach (var (parameter, weight) in model.Parameters.Zip(weights))
            Parity.Require($"{text}: {parameter.Name}", weight.Values(), parameter.ToTensor().Span);
    }

    private static torch.Tensor ToTorch(Tensor tensor) => tensor.Span.ToArray().ToTorch([.. tensor.Shape.Select(length => (long)length)]);

    private sealed record SchedulerSample(string Text, Func<Optimizer, LRScheduler> Ours, Func<torch.optim.Optimizer, lr_scheduler.LRScheduler> Torch);
}
