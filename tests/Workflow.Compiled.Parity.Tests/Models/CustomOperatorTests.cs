using TorchSharp;
using Workflow.Compiled.Kernels.Tests;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Operators of a user's own in compiled modules: as eager, as libtorch, and gradients as numeric ones.</summary>
public class CustomOperatorTests
{
    private const int Batch = 5, Steps = 100;

    private static readonly Tensor s_samples = new(TorchTensors.Random(Batch * 12, seed: 3), [Batch, 12]);

    public static TheoryData<string> Names => [.. Models.Keys];

    private static Dictionary<string, Func<Module>> Models { get; } = new(StringComparer.Ordinal)
    {
        ["swooshing"] = () => new Swooshing { Seed = 1 },
        ["looping 0"] = () => new Looping(0, 3) { Seed = 2 },
        ["looping 1"] = () => new Looping(1, 4) { Seed = 2 },
        ["looping 3"] = () => new Looping(3, 4) { Seed = 2 },
        ["filtering"] = () => new Filtering(false) { Seed = 3 },
        ["filtering backwards"] = () => new Filtering(true) { Seed = 3 },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void CompiledAgreesWithEager(string name)
    {
        var model = Models[name]();
        var expected = ((dynamic)model).Forward(s_samples) as Tensor;

        Parity.Require(name, expected!.Span, model.Predict(s_samples).Span, terms: 12);
        Parity.Require(name, expected.Span, model.CreateTrainingPass(Batch).Forward(s_samples).Span, terms: 12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAgreeWithNumericOnes(string name) => DirectionalDerivative.Require(name, Models[name](), s_samples);

    [Fact]
    public void AnIndexOperandIsHandedOver()
    {
        var model = new Picking { Seed = 4 };
        var chosen = new IndexTensor([0, 6, 3, 3, 1], [Batch]);

        Parity.Require("picked", model.Forward(s_samples, chosen).Span, model.Predict(s_samples, chosen).Span, terms: 12);
        DirectionalDerivative.Require("picking", model, Batch, pass => ((Picking.CompiledTrainingPass)pass).Forward(s_samples, chosen));
    }

    [Fact]
    public void AFrozenParameterGetsNoGradientAndAnInputOfTheModelNone()
    {
        var model = new Frosted { Seed = 2 };
        var pass = model.CreateTrainingPass(Batch);
        pass.Forward(s_samples);
        pass.OutputGradient.Span.Fill(1);
        pass.Backward();

        Assert.All(pass.Gradients[model.Parameters["frozen.weights"]].ToArray(), gradient => Assert.Equal(0, gradient));
        Assert.All(pass.Gradients[model.Parameters["weights"]].ToArray(), gradient => Assert.Equal(0, gradient));
        for (var i = 0; i < 12; i++)
        {
            // 0.5 of the last operator, 2 · 0.25 and 2 of the blocks.
            var expected = Enumerable.Range(0, Batch).Select(row => s_samples.Span[row * 12 + i]).Sum(x => 0.5f * 0.5f * 2 * (x - x * x));
            Assert.Equal(expected, pass.Gradients[model.Parameters["trained.weights"]][i], tolerance: 1e-5f);
        }
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var model = new Filtering(true) { Seed = 3 };
        var pass = model.CreateTrainingPass(Batch);
        void Step()
        {
            pass.Forward(s_samples);
            pass.OutputGradient.Span.Fill(0.5f);
            pass.Backward();
        }

        Assert.True(Allocations.AreNone(Step));
    }

    [Fact]
    public void GeneratedChecksFindNothingWrong()
    {
        Tensor Random(int seed, Shape shape) => new(TorchTensors.Random(shape.ElementCount, seed), shape);

        Assert.Empty(CustomOperators.CheckSwooshGradient(Random(1, [3, 4]), beta: 2));
        Assert.Empty(CustomOperators.CheckSwooshGradient(Random(1, [3, 4])));
        Assert.Empty(CustomOperators.CheckBlendGradient(Random(1, [2, 3, 4]), Random(2, [2, 3, 4]), Random(3, [4])));
        Assert.Empty(CustomOperators.CheckPickGradient(Random(1, [3, 5]), new IndexTensor([4, 0, 2], [3]), scale: 3));
        Assert.Empty(CustomOperators.CheckFilterGradient(Random(1, [3, 6]), [1, -2, 0.5f], isReversed: true));
        Assert.Empty(CustomOperators.CheckRepeatGradient(Random(1, [2, 3]), times: 3));
    }

    [Fact]
    public void AGeneratedCheckNamesTheOperandAndTheElement()
    {
        var differences = CustomOperators.CheckSlopeGradient(new Tensor([1, 2], [2]), new Tensor([3, 4], [2]));

        Assert.StartsWith("w, element 1 of [2]: ", Assert.Single(differences), StringComparison.Ordinal);
    }

    [LibtorchFact]
    public void LossesOf100StepsAgreeWithLibtorch()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var model = new Swooshing { Seed = 1 };
        var theirs = model.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => parameter.ToTensor().Span.ToArray().ToTorchLeaf([.. parameter.Shape.Select(length => (long)length)]));
        var parameters = theirs.ToDictionary(entry => entry.Key, entry => new TorchSharp.Modules.Parameter(entry.Value));
        using var theirOptimizer = torch.optim.Adam(parameters.Values, 1e-2);
        var optimizer = new Adam(model.Parameters, 1e-2);
        var pass = model.CreateTrainingPass(Batch);
        var criterion = new CrossEntropyLoss();
        var losses = new List<float>();

        for (var step = 0; step < Steps; step++)
        {
            var labels = Enumerable.Range(0, Batch).Select(row => (row + step) % 2 + row % 3).ToArray();
            var samples = TorchTensors.Random(Batch * 12, seed: step % 7);
            using var stepScope = torch.NewDisposeScope();
            var expected = Twin(samples.ToTorch(Batch, 12), parameters);
            var expectedLoss = functional.cross_entropy(expected, torch.tensor(labels, dtype: torch.int64));
            theirOptimizer.zero_grad();
            expectedLoss.backward();

            var actual = pass.Forward(new Tensor(samples, [Batch, 12]));
            Parity.Require($"output of step {step}", expected.Values(), actual.Span, terms: 24);
            losses.Add(criterion.Forward(actual, new IndexTensor(labels, [Batch]), pass.OutputGradient));
            pass.Backward();
            Parity.Require("loss", [expectedLoss.item<float>()], [losses[^1]], terms: 12);
            foreach (var parameter in model.Parameters)
                Parity.Require($"gradient of {parameter.Name} in step {step}", parameters[parameter.Name].grad!.Values(), pass.Gradients.ToTensor(parameter).Span, terms: 24);
            optimizer.Step(pass.Gradients);
            theirOptimizer.step();
        }

        Assert.True(losses[^1] < 0.8f * losses[0], "the batches must be learnable, or the comparison says little");
    }

    /// <summary>The same network of libtorch's operators.</summary>
    private static torch.Tensor Twin(torch.Tensor samples, Dictionary<string, TorchSharp.Modules.Parameter> parameters)
    {
        torch.Tensor Swoosh(string layer, double beta)
        {
            var x = functional.linear(samples, parameters[$"{layer}.weight"], parameters[$"{layer}.bias"]);
            return x * torch.sigmoid(x * beta);
        }

        var weights = parameters["weights"];
        var blended = Swoosh("left", 1.5) * weights + Swoosh("right", 0.1) * (1 - weights);
        return functional.linear(blended, parameters["output.weight"], parameters["output.bias"]);
    }
}
