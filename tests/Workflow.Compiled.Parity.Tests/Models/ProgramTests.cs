using Workflow.Compiled.Kernels.Tests;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Programs with hyperparameters, other modules, loops, paths and several results: compiled as eager, and gradients as numeric ones.</summary>
public class ProgramTests
{
    private static readonly Tensor s_samples = new(TorchTensors.Random(5 * 12, seed: 3), [5, 12]);

    public static TheoryData<string> Names => [.. Models.Keys];

    private static Dictionary<string, Func<Module>> Models { get; } = new(StringComparer.Ordinal)
    {
        ["wide 4"] = () => new Wide(4, 5) { Seed = 1 },
        ["wide 9"] = () => new Wide(9, 7) { Seed = 2 },
        ["nested"] = () => new Nested(6) { Seed = 3 },
        ["recurrent 0"] = () => new Recurrent(0) { Seed = 4 },
        ["recurrent 1"] = () => new Recurrent(1) { Seed = 4 },
        ["recurrent 4"] = () => new Recurrent(4) { Seed = 4 },
        ["neither flag"] = () => new Flags(false, false) { Seed = 5 },
        ["gated"] = () => new Flags(true, false) { Seed = 5 },
        ["skip"] = () => new Flags(false, true) { Seed = 5 },
        ["widths 12"] = () => new Widths([12]) { Seed = 7 },
        ["widths 12 5"] = () => new Widths([12, 5]) { Seed = 7 },
        ["widths 12 20 6 9"] = () => new Widths([12, 20, 6, 9]) { Seed = 7 },
        ["residual 0"] = () => new ResidualMlp(0, 6) { Seed = 8 },
        ["residual 3"] = () => new ResidualMlp(3, 6) { Seed = 8 },
        ["tied"] = () => new TiedAutoencoder { Seed = 9 },
        ["attention"] = () => new Attention { Seed = 10 },
        ["parts"] = () => new Rejoined { Seed = 11 },
        ["dense"] = () => new DenselyJoined { Seed = 15 },
        ["cut 2"] = () => new Cut(2, 3) { Seed = 13 },
        ["cut 5"] = () => new Cut(5, 0) { Seed = 13 },
        ["deep rows"] = () => new DeepRows { Seed = 14 },
        ["twofold 0"] = () => new Twofold(0) { Seed = 12 },
        ["twofold 3"] = () => new Twofold(3) { Seed = 12 },
        ["both flags"] = () => new Flags(true, true) { Seed = 5 },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void CompiledAgreesWithEager(string name)
    {
        var model = Models[name]();
        var expected = ((dynamic)model).Forward(s_samples) as Tensor;

        Parity.Require(name, expected!.Span, model.Predict(s_samples).Span, terms: 8);
        // A batch that is smaller than the largest.
        Parity.Require(name, expected.Span, model.CreateTrainingPass(7).Forward(s_samples).Span, terms: 8);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAgreeWithNumericOnes(string name) => DirectionalDerivative.Require(name, Models[name](), s_samples);

    [Fact]
    public void AModuleWithTwoInputsAndResultsHasTypedPasses()
    {
        var model = new Pair { Seed = 6 };
        var (users, items) = (new Tensor(TorchTensors.Random(4 * 6, seed: 1), [4, 6]), new Tensor(TorchTensors.Random(4 * 3, seed: 2), [4, 3]));
        var (score, user) = model.Forward(users, items);

        var predicted = model.Predict(users, items);
        var pass = model.CreateTrainingPass(8);
        var trained = pass.Forward(users, items);

        Parity.Require("score", score.Span, predicted.Item1.Span, terms: 4);
        Parity.Require("user", user.Span, predicted.Item2.Span, terms: 4);
        Parity.Require("score", score.Span, trained.Item1.Span, terms: 4);
        Parity.Require("user", user.Span, trained.Item2.Span, terms: 4);
        Assert.Equal([4], pass.OutputGradientOf(0).Shape);
        Assert.Equal("items must be [batch, 3] but is [3, 3]: batch is already 4", Assert.Throws<ArgumentException>(() => pass.Forward(users, new Tensor([3, 3]))).Message);
    }

    [Fact]
    public void AModuleWithOneInputAndTwoResultsHasTypedPasses()
    {
        var model = new Twins { Seed = 6 };
        var (value, square) = model.Forward(s_samples);

        (Tensor Value, Tensor Square) predicted = model.Predict(s_samples), trained = model.CreateTrainingPass(5).Forward(s_samples);

        Parity.Require("value", value.Span, predicted.Value.Span, terms: 12);
        Parity.Require("square", square.Span, predicted.Square.Span, terms: 12);
        Parity.Require("square", square.Span, trained.Square.Span, terms: 12);
        Assert.Contains("2 results", Assert.Throws<InvalidOperationException>(() => ((Module)model).Predict(s_samples)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TokensAreEmbedded()
    {
        var model = new Characters(3) { Seed = 7 };
        int[] tokens = [.. Enumerable.Range(0, 3 * 8).Select(place => place * 7 % 11)];
        var text = new IndexTensor(tokens, [3, 8]);

        Parity.Require("prediction", model.Forward(text).Span, model.Predict(text).Span, terms: 8);
        DirectionalDerivative.Require("characters", model, 3, pass => ((Characters.CompiledTrainingPass)pass).Forward(text));
        tokens[5] = 11;
        Assert.ThrowsAny<ArgumentException>(() => model.Predict(new IndexTensor(tokens, [3, 8])));
    }

    [Fact]
    public void WhatIsComputedAgainGivesTheSameGradients()
    {
        var (checkpointed, kept) = (Gradients(new Checkpointed { Seed = 5 }), Gradients(new Kept { Seed = 5 }));

        Assert.All(kept, gradient => Assert.Equal(gradient.Value, checkpointed[gradient.Key]));
    }

    [Fact]
    public void AFrozenModuleHandsGradientsOnAndGetsNone()
    {
        var (frozen, kept) = (Gradients(new Thawed { Seed = 5 }), Gradients(new Kept { Seed = 5 }));

        Assert.All(kept, gradient => Assert.Equal(gradient.Key.StartsWith("first.", StringComparison.Ordinal) ? new float[gradient.Value.Length] : gradient.Value, frozen[gradient.Key]));
    }

    [Fact]
    public void ARequirementIsCheckedWhenTheModelIsUsed() =>
        Assert.Equal("DropBlock requires width % 2 == 0", Assert.Throws<ArgumentException>(() => new DropBlock(3).Parameters).Message);

    private static Dictionary<string, float[]> Gradients(Module model)
    {
        var pass = model.CreateTrainingPass(5);
        pass.Forward(s_samples);
        TorchTensors.Random(pass.OutputGradient.Span.Length, seed: 9).CopyTo(pass.OutputGradient.Span);
        pass.Backward();
        return model.Parameters.ToDictionary(parameter => parameter.Name, parameter => pass.Gradients[parameter].ToArray(), StringComparer.Ordinal);
    }

    [Fact]
    public void AStepThroughNestedModulesAndLoopsAllocatesNothing()
    {
        var model = new Recurrent(3) { Seed = 1 };
        var pass = model.CreateTrainingPass(5);
        void Step()
        {
            pass.Forward(s_samples);
            pass.OutputGradient.Span.Fill(0.5f);
            pass.Backward();
        }

        Assert.True(Allocations.AreNone(Step));
    }
}
