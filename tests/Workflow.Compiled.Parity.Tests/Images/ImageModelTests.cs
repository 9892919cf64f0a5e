using Digits;
using ResNet;
using TorchSharp;
using Workflow.Compiled.Libtorch;
using Workflow.Compiled.Programs;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Networks for images: outputs, gradients, running statistics and 50 training steps against libtorch; compiled against eager.</summary>
public class ImageModelTests
{
    private const int Batch = 6, Steps = 50;
    private const double LearningRate = 0.01;

    public static TheoryData<string> Names => ["digits", "resnet", "unet", "normalized"];

    [LibtorchTheory]
    [MemberData(nameof(Names))]
    public void Outputs_gradients_and_running_statistics_agree_with_libtorch(string name)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var (model, network, images) = Create(name);
        var input = new Tensor(TorchTensors.Random(images.ElementCount, seed: 1), images);
        var expected = network.forward(Torch(input));
        var gradient = TorchTensors.Random((int)expected.numel(), seed: 2);
        expected.backward([gradient.ToTorch(expected.shape)]);

        var pass = model.CreateTrainingPass(Batch);
        var actual = pass.Forward(input);
        gradient.CopyTo(pass.OutputGradient.Span);
        pass.Backward();

        Require(name, expected, actual.Span);
        var gradients = network.parameters().Select(parameter => parameter.grad!.Values()).ToArray();
        var exact = ExactGradients(network, Torch(input), gradient.ToTorch(expected.shape));
        Assert.All(
            model.Parameters.Select((parameter, i) => (parameter, i)),
            pair => RequireGradient(
                $"gradient of {pair.parameter.Name} of {name}", gradients[pair.i], exact[pair.i], pass.Gradients.ToTensor(pair.parameter).Span));
        foreach (var (ours, theirs) in model.Buffers.Values.Zip(network.buffers()))
            Require($"a buffer of {name}", theirs, ours.Span);
        network.eval();
        Require($"prediction of {name}", network.forward(Torch(input)), model.Predict(input).Span);
    }

    [LibtorchTheory]
    [InlineData("digits")]
    [InlineData("unet")]
    public void Losses_of_50_steps_agree_with_libtorch(string name)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var (model, network, images) = Create(name);
        // Adam steps by a whole learning rate where a gradient is a rounding error, as that of a bias in front of a normalisation.
        using var theirOptimizer = torch.optim.SGD(network.parameters(), LearningRate, momentum: 0.9);
        var (pass, criterion, optimizer) = (model.CreateTrainingPass(Batch), new MseLoss(), new Sgd(model.Parameters, LearningRate, momentum: 0.9));
        var losses = new List<float>();
        for (var step = 0; step < Steps; step++)
        {
            using var stepScope = torch.NewDisposeScope();
            var (input, targets) = MakeBatch(step, images, name == "unet" ? new Shape([Batch, 1, 16, 16]) : [Batch, 10]);
            var expected = functional.mse_loss(network.forward(Torch(input)), Torch(targets));
            theirOptimizer.zero_grad();
            expected.backward();
            theirOptimizer.step();

            var loss = criterion.Forward(pass.Forward(input), targets, pass.OutputGradient);
            pass.Backward();
            optimizer.Step(pass.Gradients);

            Assert.InRange(loss / expected.item<float>(), 1 - 1e-3f, 1 + 1e-3f);
            losses.Add(loss);
        }

        Assert.True(losses[^1] < 0.5f * losses[0], "the batches must be learnable, or the comparison says little");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compiled_agrees_with_eager(string name)
    {
        var (model, images) = CreateOurs(name);
        var input = new Tensor(TorchTensors.Random(images.ElementCount, seed: 4), images);

        Require(name, Eager(model, input), model.Predict(input));
        var trained = model.CreateTrainingPass(Batch).Forward(input);
        var (eager, _) = CreateOurs(name);
        using (EagerTraining.Begin(seed: 0, step: 0))
            Require(name, Eager(eager, input), trained);
        foreach (var (compiled, own) in model.Buffers.Values.Zip(eager.Buffers.Values))
            Parity.Require($"a buffer of {name}", own.Span, compiled.Span);
    }

    [Fact]
    public void Gradients_agree_with_numeric_ones() =>
        DirectionalDerivative.Require("normalized", new NormalizedNet { Seed = 3 }, new Tensor(TorchTensors.Random(Batch * 105, seed: 5), [Batch, 3, 5, 7]));

    [Fact]
    public void Several_sizes_go_through_one_pass()
    {
        var model = new AnySize { Seed = 3 };
        var pass = model.CreateTrainingPass(2);
        foreach (var (height, width) in new[] { (16, 16), (3, 8), (21, 13), (4, 4) })
        {
            var input = new Tensor(TorchTensors.Random(2 * 3 * height * width, seed: height), [2, 3, height, width]);
            Require($"{height} x {width}", model.Forward(input), model.Predict(input));
            Require($"{height} x {width}", model.Forward(input), pass.Forward(input));
        }

        Assert.Throws<ArgumentException>(() => model.Predict(new Tensor([2, 3, 2, 8])));
        Assert.Throws<ArgumentException>(() => pass.Forward(new Tensor([2, 3, 8, 1])));
    }

    [Fact]
    public void State_has_pytorchs_names_and_types()
    {
        using var stream = new MemoryStream();
        var model = new BasicBlock(4, 4);
        var path = Path.GetTempFileName();
        try
        {
            model.CreateTrainingPass(2).Forward(new Tensor([2, 4, 3, 3]));
            model.Save(path);
            using (var reader = SafetensorsReader.Open(path))
            {
                Assert.Equal(
                    ["F32 [4, 4, 3, 3]", "F32 [4]", "F32 [4]", "F32 [4]", "F32 [4]", "I64 []"],
                    reader.Entries.Take(6).Select(entry => $"{entry.Type} [{string.Join(", ", entry.Dimensions)}]"));
                Assert.Equal(
                    ["conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.num_batches_tracked"],
                    reader.Entries.Take(6).Select(entry => entry.Name));
            }

            var other = new BasicBlock(4, 4) { Seed = 9 };
            other.Load(path);
            Assert.Equal(1, other.Buffers["bn2.num_batches_tracked"].Span[0]);
            Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_batch_of_one_value_a_channel_is_refused_in_training_only()
    {
        var model = new BasicBlock(4, 4) { Seed = 1 };

        Assert.Contains(
            "more than one value",
            Assert.Throws<ArgumentException>(() => model.CreateTrainingPass(1).Forward(new Tensor([1, 4, 1, 1]))).Message,
            StringComparison.Ordinal);
        Assert.Equal([1, 4, 1, 1], model.Predict(new Tensor([1, 4, 1, 1])).Shape);
    }

    private static (Module Model, Module<torch.Tensor, torch.Tensor> Network, Shape Images) Create(string name)
    {
        var (model, images) = CreateOurs(name);
        Module<torch.Tensor, torch.Tensor> network = name switch
        {
            "digits" => new DigitsCnnTwin(),
            "resnet" => new ResNet18Twin(width: 8),
            "unet" => LibtorchImageModel.SmallUnet(),
            _ => LibtorchImageModel.NormalizedNet(),
        };
        TorchModels.CopyParameters(model, network);
        return (model, network, images);
    }

    private static (Module Model, Shape Images) CreateOurs(string name) => name switch
    {
        "digits" => (new DigitsCnn { Seed = 3 }, [Batch, 1, 28, 28]),
        "resnet" => (new ResNet18(width: 8) { Seed = 3 }, [Batch, 3, 32, 32]),
        "unet" => (new SmallUnet { Seed = 3 }, [Batch, 3, 16, 16]),
        _ => (new NormalizedNet { Seed = 3 }, [Batch, 3, 5, 7]),
    };

    /// <summary>What is to be learned is a blur of the image, or the brightness of ten of its parts.</summary>
    private static (Tensor Input, Tensor Targets) MakeBatch(int step, Shape images, Shape targets)
    {
        var input = new Tensor(TorchTensors.Random(images.ElementCount, seed: step % 5), images);
        var expected = new Tensor(targets);
        var (image, target) = (images.ElementCount / Batch, targets.ElementCount / Batch);
        for (var i = 0; i < targets.ElementCount; i++)
        {
            var (sample, place) = Math.DivRem(i, target);
            expected.Span[i] = 1 + input.Span[(sample * image) + (place * (image / target))];
        }

        return (input, expected);
    }

    private static Tensor Eager(Module model, Tensor input) => (Tensor)((dynamic)model).Forward(input);

    private static torch.Tensor Torch(Tensor tensor) => tensor.Span.ToArray().ToTorch([.. tensor.Shape.Select(length => (long)length)]);

    private static void Require(string what, torch.Tensor expected, ReadOnlySpan<float> actual) =>
        Parity.Require(what, expected.to_type(torch.ScalarType.Float32).Values(), actual, terms: Terms(expected.to_type(torch.ScalarType.Float32).Values()));

    private static void Require(string what, Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Parity.Require(what, expected.Span, actual.Span, terms: Terms(expected.Span));
    }

    /// <summary>The gradients in double precision; the network and its running statistics are as before.</summary>
    private static double[][] ExactGradients(Module<torch.Tensor, torch.Tensor> network, torch.Tensor input, torch.Tensor outputGradient)
    {
        var statistics = network.buffers().Select(buffer => buffer.clone()).ToArray();
        network.to(torch.ScalarType.Float64);
        network.zero_grad();
        network.forward(input.to_type(torch.ScalarType.Float64)).backward([outputGradient.to_type(torch.ScalarType.Float64)]);
        var gradients = network.parameters().Select(parameter => parameter.grad!.data<double>().ToArray()).ToArray();
        network.to(torch.ScalarType.Float32);
        using var noGradient = torch.no_grad();
        foreach (var (buffer, before) in network.buffers().Zip(statistics))
            buffer.copy_(before);
        return gradients;
    }

    /// <summary>
    /// Ours agrees with libtorch's, or has a smaller error: the gradient of a bias in front of a normalisation is 0, and what is computed its rounding error.
    /// </summary>
    private static void RequireGradient(string what, float[] expected, double[] exact, ReadOnlySpan<float> actual)
    {
        if (actual.Length != expected.Length || !(LargestError(exact, actual) <= LargestError(exact, expected)))
            Parity.Require(what, expected, actual, terms: Terms(expected));
    }

    private static double LargestError(double[] exact, ReadOnlySpan<float> actual)
    {
        double largest = 0;
        for (var i = 0; i < exact.Length; i++)
            largest = Math.Max(largest, Math.Abs(exact[i] - actual[i]));
        return largest;
    }

    /// <summary>Errors of a deep network are those of its largest numbers.</summary>
    private static int Terms(ReadOnlySpan<float> values)
    {
        var largest = 1f;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return (int)MathF.Ceiling(largest * 10);
    }
}
