using ResNet;
using TorchSharp;
using Workflow.Compiled.Libtorch;
using Workflow.Compiled.Programs;
using Xunit;
using Xunit.Abstractions;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>
/// 50 training steps of ResNet-18 against libtorch. Where one of its hundred thousand activations comes so close to zero that rounding decides its sign,
/// ReLU lets a gradient through on one side and none on the other: from then on two runs differ by a share of a gradient and no longer by rounding, and
/// libtorch's in float and in double do so as well. So the whole way is compared without the kink, and with it each step from the same weights.
/// </summary>
public class ResNetTrajectoryTests(ITestOutputHelper log)
{
    private const int Batch = 6, Steps = 50, Width = 8;
    private const double LearningRate = 0.01, AdamRate = 1e-3;

    [LibtorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_kinks_losses_agree_and_weights_stay_as_close_to_double_precision_as_libtorchs(bool isAdam)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var ours = new OurRun(new SmoothResNet(Width) { Seed = 3 }, isAdam);
        using var theirs = new TheirRun(ours.Model, x => functional.silu(x), torch.ScalarType.Float32, isAdam);
        using var exact = new TheirRun(ours.Model, x => functional.silu(x), torch.ScalarType.Float64, isAdam);
        double first = 0, last = 0, furthest = 0;
        for (var step = 0; step < Steps; step++)
        {
            using var stepScope = torch.NewDisposeScope();
            var (images, targets) = MakeBatch(step);
            exact.Step(images, targets);
            last = ours.Step(images, targets);
            first = step == 0 ? last : first;
            var ratio = last / theirs.Step(images, targets);
            furthest = Math.Max(furthest, Math.Abs(ratio - 1));
            Assert.InRange(ratio, 1 - 1e-3, 1 + 1e-3);
        }

        var (our, their) = (Distance(ours.Weights, exact.Weights), Distance(theirs.Weights, exact.Weights));
        log.WriteLine($"losses furthest apart: {furthest:E2}; weights from double precision: ours {our:E2}, libtorch's {their:E2}");
        if (!isAdam) // which divides gradients by their size: one that is rounding alone moves its weight by a whole learning rate, on either side
            Assert.InRange(our, 0, 2 * their);
        Assert.True(last < 0.5 * first, "the batches must be learnable, or the comparison says little");
    }

    [LibtorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_ReLU_every_step_from_the_same_weights_agrees_with_libtorch(bool isAdam)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var ours = new OurRun(new ResNet18(Width) { Seed = 3 }, isAdam);
        using var theirs = new TheirRun(ours.Model, x => functional.relu(x), torch.ScalarType.Float32, isAdam);
        double first = 0, last = 0, furthest = 0;
        for (var step = 0; step < Steps; step++)
        {
            using var stepScope = torch.NewDisposeScope();
            theirs.Take(ours.Model);
            var (images, targets) = MakeBatch(step);
            last = ours.Step(images, targets);
            first = step == 0 ? last : first;
            var ratio = last / theirs.Step(images, targets);
            furthest = Math.Max(furthest, Math.Abs(ratio - 1));
            Assert.InRange(ratio, 1 - 1e-5, 1 + 1e-5);
        }

        log.WriteLine($"losses furthest apart: {furthest:E2}");
        Assert.True(last < 0.5 * first, "the batches must be learnable, or the comparison says little");
    }

    private static double Distance(IEnumerable<torch.Tensor> weights, IEnumerable<torch.Tensor> exact) =>
        Math.Sqrt(weights.Zip(exact, (one, other) => Math.Pow((one.to_type(torch.ScalarType.Float64) - other).norm().item<double>(), 2)).Sum());

    private static (Tensor Images, Tensor Targets) MakeBatch(int step)
    {
        const int image = 3 * 32 * 32;
        var images = new Tensor(TorchTensors.Random(Batch * image, seed: step % 5), [Batch, 3, 32, 32]);
        var targets = new Tensor([Batch, 10]);
        for (var i = 0; i < targets.Span.Length; i++)
            targets.Span[i] = 1 + images.Span[(i / 10 * image) + (i % 10 * (image / 10))];
        return (images, targets);
    }

    private sealed class OurRun(Module model, bool isAdam)
    {
        private readonly TrainingPass _pass = model.CreateTrainingPass(Batch);
        private readonly MseLoss _criterion = new();
        private readonly Optimizer _optimizer = isAdam ? new Adam(model.Parameters, AdamRate) : new Sgd(model.Parameters, LearningRate, momentum: 0.9);

        public Module Model => model;

        public IEnumerable<torch.Tensor> Weights => model.Parameters.Select(parameter => parameter.ToTensor().ToTorch());

        public double Step(Tensor images, Tensor targets)
        {
            double loss = _criterion.Forward(_pass.Forward(images), targets, _pass.OutputGradient);
            _pass.Backward();
            _optimizer.Step(_pass.Gradients);
            return loss;
        }
    }

    private sealed class TheirRun : IDisposable
    {
        private readonly ResNet18Twin _network;
        private readonly torch.ScalarType _type;
        private readonly torch.optim.Optimizer _optimizer;

        public TheirRun(Module model, Func<torch.Tensor, torch.Tensor> activation, torch.ScalarType type, bool isAdam)
        {
            (_network, _type) = (new ResNet18Twin(Width, activation), type);
            Take(model);
            _network.to(type);
            _optimizer = isAdam ? torch.optim.Adam(Weights, AdamRate) : torch.optim.SGD(Weights, LearningRate, momentum: 0.9);
        }

        public IEnumerable<TorchSharp.Modules.Parameter> Weights => _network.parameters();

        public void Take(Module model) => TorchModels.CopyParameters(model, _network);

        public double Step(Tensor images, Tensor targets)
        {
            var loss = functional.mse_loss(_network.forward(images.ToTorch().to_type(_type)), targets.ToTorch().to_type(_type));
            _optimizer.zero_grad();
            loss.backward();
            _optimizer.step();
            return loss.to_type(torch.ScalarType.Float64).item<double>();
        }

        public void Dispose()
        {
            _optimizer.Dispose();
            _network.Dispose();
        }
    }
}
