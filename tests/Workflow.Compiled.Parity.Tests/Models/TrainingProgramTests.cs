using TorchSharp;
using Workflow.Compiled.Libtorch;
using Workflow.Compiled.Programs;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Programs as users write them: outputs, all gradients and the losses of training, from the same weights on the same batches in libtorch.</summary>
public class TrainingProgramTests
{
    private const int Steps = 100;
    private const double LearningRate = 1e-3;

    public static TheoryData<string> Names => [.. TrainingPrograms.All.Keys];

    [LibtorchTheory]
    [MemberData(nameof(Names))]
    public void Outputs_and_gradients_agree_with_libtorch(string name)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        using var program = TrainingPrograms.All[name]();
        program.Load(seed: 1);
        var (expected, expectedLoss) = program.ForwardTwin();
        expectedLoss.backward();

        var (output, loss) = program.Forward();
        program.Pass.Backward();

        Parity.Require("loss", expectedLoss.Values(), [loss]);
        Parity.Require("output", expected.Values(), output.Span, terms: 2);
        foreach (var (ours, theirs) in program.Parameters)
            RequireGradient(ours.Name, theirs.grad!.Values(), program.Pass.Gradients.ToTensor(ours).Span);
    }

    [LibtorchTheory]
    [MemberData(nameof(Names))]
    public void Losses_of_100_steps_agree_with_libtorch(string name)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        using var program = TrainingPrograms.All[name]();
        using var theirs = torch.optim.Adam(program.Twin.parameters(), LearningRate);
        var ours = new Adam(program.Model.Parameters, LearningRate);
        float first = 0, last = 0;
        for (var step = 0; step < Steps; step++)
        {
            using var stepScope = torch.NewDisposeScope();
            program.Load(step);
            var (_, expected) = program.ForwardTwin();
            theirs.zero_grad();
            expected.backward();
            theirs.step();

            (_, last) = program.Forward();
            program.Pass.Backward();
            ours.Step(program.Pass.Gradients);
            first = step == 0 ? last : first;

            Assert.InRange(last / expected.item<float>(), 1 - 1e-3f, 1 + 1e-3f);
        }

        Assert.True(last < 0.9f * first, $"the batches must be learnable, or the comparison says little: the loss went from {first} to {last}");
    }

    // A loss that is a mean has gradients far below one: they are compared in units of the largest of the parameter.
    private static void RequireGradient(string parameter, float[] expected, ReadOnlySpan<float> actual)
    {
        var unit = expected.Max(MathF.Abs);
        Assert.True(unit > 0, $"the gradient of {parameter} is zero everywhere: nothing is compared");
        Parity.Require($"gradient of {parameter}", [.. expected.Select(value => value / unit)], [.. actual.ToArray().Select(value => value / unit)], terms: 2);
    }
}
