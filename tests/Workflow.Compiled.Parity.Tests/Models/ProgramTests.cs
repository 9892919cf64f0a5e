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
        ["both flags"] = () => new Flags(true, true) { Seed = 5 },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void CompiledAgreesWithEager(string name)
    {
        var model = Models[name]();
        var expected = ((dynamic)model).Forward(s_samples) as Tensor;

        Parity.Require(name, expected!.Span, model.Predict(s_samples).Span, terms: 8);
        Parity.Require(name, expected.Span, model.CreateTrainingPass(5).Forward(s_samples).Span, terms: 8);
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

        Step();
        Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
