using Digits;
using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Training the same network from the same weights on the same batches in libtorch and here.</summary>
public class TrajectoryTests
{
    private const int Steps = 100, Batch = 64, Classes = 10, Features = 784;
    private const double LearningRate = 1e-3;

    [LibtorchFact]
    public void Losses_of_100_steps_agree_with_libtorch()
    {
        LibtorchLibrary.Require();
        var model = new DigitsMlp { Seed = 3 };
        var expected = LibtorchLosses(model);

        var actual = OurLosses(model);

        for (var step = 0; step < Steps; step++)
            Assert.InRange(actual[step] / expected[step], 1 - 1e-3f, 1 + 1e-3f);
        Assert.True(expected[^1] < 0.5f * expected[0], "the batches must be learnable, or the comparison says little");
    }

    private static float[] OurLosses(DigitsMlp model)
    {
        var pass = model.CreateTrainingPass(Batch);
        var criterion = new CrossEntropyLoss();
        var optimizer = new Adam(model.Parameters, LearningRate);
        var losses = new float[Steps];
        for (var step = 0; step < Steps; step++)
        {
            var (images, labels) = MakeBatch(step);
            var logits = pass.Forward(new Tensor(images, [Batch, Features]));
            losses[step] = criterion.Forward(logits, new IndexTensor(labels, [Batch]), pass.OutputGradient);
            pass.Backward();
            optimizer.Step(pass.Gradients);
        }

        return losses;
    }

    private static float[] LibtorchLosses(DigitsMlp source)
    {
        using var scope = torch.NewDisposeScope();
        using var network = Sequential(Linear(784, 256), ReLU(), Linear(256, 128), ReLU(), Linear(128, 10));
        TorchModels.CopyParameters(source, network);
        using var optimizer = torch.optim.Adam(network.parameters(), LearningRate);
        var losses = new float[Steps];
        for (var step = 0; step < Steps; step++)
        {
            using var stepScope = torch.NewDisposeScope();
            var (images, labels) = MakeBatch(step);
            var loss = functional.cross_entropy(network.forward(images.ToTorch(Batch, Features)), torch.tensor(labels, dtype: torch.int64));
            losses[step] = loss.item<float>();
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }

        return losses;
    }

    // A class brightens its own tenth of the pixels, under noise: learnable, and every weight moves.
    private static (float[] Images, int[] Labels) MakeBatch(int step)
    {
        var random = new Random(step);
        var images = new float[Batch * Features];
        var labels = new int[Batch];
        for (var row = 0; row < Batch; row++)
        {
            labels[row] = random.Next(Classes);
            for (var feature = 0; feature < Features; feature++)
                images[row * Features + feature] = random.NextSingle() + (feature % Classes == labels[row] ? 0.3f : 0);
        }

        return (images, labels);
    }
}
